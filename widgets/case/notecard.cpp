// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/case/notecard.h"

#include "models/core/timetext.h"
#include "widgets/case/flowlayout.h"
#include "widgets/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

namespace tideline {

namespace {

/// Shows Markdown from a case: nothing is loaded, no link is followed.
class SafeText : public QTextBrowser
{
public:
    explicit SafeText(const QString& markdown)
    {
        setOpenLinks(false);
        setFrameShape(QFrame::NoFrame);
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        document()->setDocumentMargin(0);
        document()->setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                              QTextDocument::MarkdownNoHTML);
        connect(document(), &QTextDocument::contentsChanged, this, [this] { fit(); });
    }
    QVariant loadResource(int, const QUrl&) override { return {}; }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QTextBrowser::resizeEvent(event);
        fit();
    }

private:
    void fit()
    {
        document()->setTextWidth(viewport()->width());
        setFixedHeight(qRound(document()->size().height()) + 2);
    }
};

} // namespace

NoteCard::NoteCard(const Annotation& annotation, const Zone& zone, bool editable, QWidget* parent) : QFrame(parent)
{
    setProperty("panel", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->setSpacing(4);
    auto* top = new QHBoxLayout;
    const QString who = annotation.author.isEmpty() ? tr("Note") : tr("Note by %1").arg(annotation.author);
    auto* by = new QLabel(QStringLiteral("%1 · %2").arg(who, timeText(annotation.changedAt, Precision::Minute, zone)));
    by->setTextFormat(Qt::PlainText);
    by->setProperty("role", QStringLiteral("dim"));
    top->addWidget(by, 1);
    if (editable) {
        const auto button = [&](const QString& icon, const QString& name, auto signal) {
            auto* tool = new QToolButton;
            tool->setAutoRaise(true);
            tool->setIcon(themedIcon(icon, Token::TextDim));
            tool->setIconSize({14, 14});
            tool->setToolTip(name);
            tool->setAccessibleName(name);
            connect(tool, &QToolButton::clicked, this, signal);
            top->addWidget(tool);
        };
        button(QStringLiteral("pencil"), tr("Edit note"), &NoteCard::editRequested);
        button(QStringLiteral("trash-2"), tr("Remove note"), &NoteCard::removeRequested);
    }
    layout->addLayout(top);
    if (!annotation.text.isEmpty())
        layout->addWidget(new SafeText(annotation.text));
    if (annotation.tags.isEmpty())
        return;
    auto* tags = new FlowLayout;
    for (const QString& tag : annotation.tags) {
        auto* label = new QLabel(tag);
        label->setTextFormat(Qt::PlainText);
        label->setProperty("badge", QStringLiteral("neutral"));
        tags->addWidget(label);
    }
    layout->addLayout(tags);
}

} // namespace tideline
