// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/preferencesdialog.h"

#include "widgets/dialogs/zonecombo.h"
#include "widgets/theme/parts.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QCheckBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace tideline {

namespace {

QString titleOf(SettingId id)
{
    return QCoreApplication::translate("Settings", settingTable()[std::size_t(id)].title);
}

} // namespace

PreferencesDialog::PreferencesDialog(Settings* settings, QWidget* parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_fontSize(new QSpinBox)
    , m_caseZone(new QCheckBox(tr("The case's zone")))
    , m_zone(new ZoneCombo)
    , m_animations(new QCheckBox(tr("Move smoothly between ranges and panels")))
    , m_author(new QLineEdit)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Preferences"));
    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    QFrame* frame = card();
    frame->setMinimumWidth(490);
    layout->setSizeConstraint(QLayout::SetFixedSize); // as high as the text size asks for
    auto* form = new QFormLayout(frame);
    form->setContentsMargins(16, 14, 16, 14);
    form->setHorizontalSpacing(20);
    form->setVerticalSpacing(12);
    const auto add = [form](SettingId id, QWidget* field) { form->addRow(fieldLabel(titleOf(id), field), field); };

    add(SettingId::Theme, choice(SettingId::Theme, {{QStringLiteral("system"), tr("As the desktop")},
                                                    {QStringLiteral("light"), tr("Light")},
                                                    {QStringLiteral("dark"), tr("Dark")}}));
    m_fontSize->setRange(10, 24);
    m_fontSize->setSuffix(tr(" px"));
    m_fontSize->setMaximumWidth(90);
    m_fontSize->setButtonSymbols(QAbstractSpinBox::NoButtons);
    add(SettingId::FontSize, m_fontSize);
    add(SettingId::ShownZone, zoneChoice());
    add(SettingId::BitsOrBytes, choice(SettingId::BitsOrBytes, {{QStringLiteral("bytes"), tr("Bytes (GB)")},
                                                                {QStringLiteral("bits"), tr("Bits (Gbit)")}}));
    add(SettingId::Animations, m_animations);
    m_author->setPlaceholderText(tr("Your name, as it stands in the log"));
    add(SettingId::Author, m_author);
    layout->addWidget(frame);
    layout->addWidget(
        wrappedLabel(tr("These belong to you, not to the case: exports always say their own zone and unit."), "dim"));

    auto* defaults = new QPushButton(tr("Defaults"));
    defaults->setAutoDefault(false);
    connect(defaults, &QPushButton::clicked, this, &PreferencesDialog::restoreDefaults);
    QPushButton* close = primaryButton(tr("Done"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* row = new QHBoxLayout;
    row->addWidget(defaults);
    row->addStretch();
    row->addWidget(close);
    layout->addLayout(row);

    connect(m_fontSize, &QSpinBox::valueChanged, this,
            [this](int pixels) { m_settings->setValue(SettingId::FontSize, QString::number(pixels)); });
    connect(m_animations, &QCheckBox::toggled, this, [this](bool on) {
        m_settings->setValue(SettingId::Animations, on ? QStringLiteral("yes") : QStringLiteral("no"));
    });
    connect(m_author, &QLineEdit::editingFinished, this,
            [this] { m_settings->setValue(SettingId::Author, m_author->text().trimmed()); });
    connect(settings, &Settings::changed, this, &PreferencesDialog::showSetting);
    for (const Setting& setting : settingTable())
        showSetting(setting.id);
}

QWidget* PreferencesDialog::choice(SettingId id, const QList<std::pair<QString, QString>>& values)
{
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    auto* group = new QButtonGroup(holder);
    for (const auto& [value, title] : values) {
        auto* button = new QRadioButton(title);
        button->setProperty("value", value);
        group->addButton(button);
        row->addWidget(button);
    }
    row->addStretch();
    connect(group, &QButtonGroup::buttonClicked, this,
            [this, id](QAbstractButton* button) { m_settings->setValue(id, button->property("value").toString()); });
    m_choices += {id, group};
    return holder;
}

QWidget* PreferencesDialog::zoneChoice()
{
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_caseZone);
    row->addWidget(m_zone, 1);
    const auto store = [this] {
        m_zone->setEnabled(!m_caseZone->isChecked());
        if (m_caseZone->isChecked() || m_zone->problem().isEmpty())
            m_settings->setValue(SettingId::ShownZone, m_caseZone->isChecked() ? QString() : m_zone->zone());
    };
    connect(m_caseZone, &QCheckBox::toggled, this, store);
    connect(m_zone, &QComboBox::currentTextChanged, this, store);
    return holder;
}

void PreferencesDialog::showSetting(SettingId id)
{
    const QString value = m_settings->value(id);
    for (const auto& [choiceId, group] : m_choices) {
        for (QAbstractButton* button : group->buttons()) {
            if (choiceId == id)
                button->setChecked(button->property("value").toString() == value);
        }
    }
    switch (id) {
    case SettingId::FontSize:
        m_fontSize->setValue(value.toInt());
        break;
    case SettingId::Animations:
        m_animations->setChecked(value == u"yes");
        break;
    case SettingId::Author:
        m_author->setText(value);
        break;
    case SettingId::ShownZone: {
        const QSignalBlocker quiet(m_zone), quietToo(m_caseZone);
        m_caseZone->setChecked(value.isEmpty());
        m_zone->setEnabled(!value.isEmpty());
        m_zone->setZone(value.isEmpty() ? QStringLiteral("UTC") : value);
        break;
    }
    default:
        break;
    }
}

void PreferencesDialog::restoreDefaults()
{
    for (const Setting& setting : settingTable())
        m_settings->setValue(setting.id, QLatin1String(setting.fallback));
}

} // namespace tideline
