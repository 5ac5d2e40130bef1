// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/messagestrip.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace tideline {

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_what(wrappedLabel({}))
    , m_where(wrappedLabel({}, "dim"))
    , m_action(new QPushButton)
    , m_close(new QToolButton)
{
    setObjectName(QStringLiteral("messageStrip"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(m_what);
    texts->addWidget(m_where);
    layout->addLayout(texts, 1);
    m_action->setAutoDefault(false);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    m_close->setIcon(themedIcon(QStringLiteral("x")));
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss this message"));
    layout->addWidget(m_close, 0, Qt::AlignTop);
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_action, &QPushButton::clicked, this, &MessageStrip::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        emit dismissed();
    });
    m_action->hide();
    hide();
}

void MessageStrip::showError(const Error& error)
{
    showMessage(Level::Danger, error.what, error.where, error.remedy);
}

void MessageStrip::showMessage(Level level, const QString& what, const QString& where, const QString& remedy)
{
    const bool danger = level == Level::Danger;
    setStyleProperty(this, "strip", danger ? QStringLiteral("danger") : QStringLiteral("warning"));
    const QIcon icon = themedIcon(danger ? QStringLiteral("circle-alert") : QStringLiteral("triangle-alert"),
                                  danger ? Token::Danger : Token::Warning);
    m_icon->setPixmap(icon.pixmap(QSize(16, 16), devicePixelRatioF()));
    m_what->setText(what);
    QStringList rest{where, remedy};
    rest.removeAll(QString());
    m_where->setText(rest.join(QStringLiteral(" — ")));
    m_where->setVisible(!rest.isEmpty());
    setAccessibleName(text());
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageStrip::setAction(const QString& text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

void MessageStrip::clear()
{
    hide();
    m_what->clear();
    m_where->clear();
    setAction({});
}

QString MessageStrip::text() const
{
    QStringList all{m_what->text(), m_where->text()};
    all.removeAll(QString());
    return all.join(QStringLiteral(". "));
}

} // namespace tideline
