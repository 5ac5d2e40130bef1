// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/noteeditor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tideline {

NoteEditor::NoteEditor(QWidget* parent)
    : QWidget(parent), m_about(new QLabel), m_text(new QPlainTextEdit), m_tags(new QLineEdit)
{
    setObjectName(QStringLiteral("noteEditor"));
    m_about->setTextFormat(Qt::PlainText);
    m_about->setProperty("role", QStringLiteral("heading"));
    m_about->setWordWrap(true);
    m_text->setPlaceholderText(tr("Markdown. Ctrl+Enter keeps the note."));
    m_text->setAccessibleName(tr("Note"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(110);
    m_tags->setPlaceholderText(tr("Tags, separated by commas"));
    m_tags->setAccessibleName(tr("Tags"));
    auto* keepButton = new QPushButton(tr("Keep note"));
    keepButton->setProperty("primary", true);
    auto* leave = new QPushButton(tr("Leave"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(keepButton);
    buttons->addWidget(leave);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->addWidget(m_about);
    layout->addWidget(m_text);
    layout->addWidget(m_tags);
    layout->addLayout(buttons);
    m_text->installEventFilter(this);
    m_tags->installEventFilter(this);
    connect(keepButton, &QPushButton::clicked, this, &NoteEditor::keep);
    connect(leave, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void NoteEditor::edit(const Annotation& annotation, const QString& about, bool tagsFirst)
{
    m_annotation = annotation;
    m_about->setText(about);
    m_text->setPlainText(annotation.text);
    m_tags->setText(annotation.tags.join(QStringLiteral(", ")));
    show();
    if (tagsFirst)
        m_tags->setFocus();
    else
        m_text->setFocus();
}

bool NoteEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && (key->modifiers().testFlag(Qt::ControlModifier) || watched == m_tags)) {
            keep();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            hide();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NoteEditor::keep()
{
    m_annotation.text = m_text->toPlainText().trimmed();
    m_annotation.tags.clear();
    for (const QString& tag : m_tags->text().split(u',')) {
        if (!tag.trimmed().isEmpty() && !m_annotation.tags.contains(tag.trimmed()))
            m_annotation.tags += tag.trimmed();
    }
    hide();
    if (!m_annotation.text.isEmpty() || !m_annotation.tags.isEmpty() || m_annotation.starred)
        emit kept(m_annotation);
}

} // namespace tideline
