// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dialogs/opencase.h"
#include "widgets/dialogs/preferencesdialog.h"
#include "widgets/dialogs/settings.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QPointer>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>

using namespace tideline;

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tableIsInOrder();
    void keepsValues();
    void dialogFollowsAndSets();
};

void TestSettings::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QCoreApplication::setOrganizationName("tideline-tests");
    QCoreApplication::setApplicationName("tst_settings");
    QSettings().clear();
    applyTheme(*qApp, Theme());
}

void TestSettings::tableIsInOrder()
{
    QStringList keys;
    for (std::size_t i = 0; i < settingTable().size(); ++i) {
        QCOMPARE(std::size_t(settingTable()[i].id), i);
        QVERIFY(!keys.contains(settingTable()[i].key));
        keys += settingTable()[i].key;
    }
}

void TestSettings::keepsValues()
{
    Settings settings;
    QSignalSpy changed(&settings, &Settings::changed);
    QCOMPARE(settings.theme(), QString("system"));
    QCOMPARE(settings.fontScale(), 1.0);
    settings.setValue(SettingId::FontSize, "26");
    QCOMPARE(settings.fontScale(), 24.0 / 13); // within reason
    settings.setValue(SettingId::FontSize, "26");
    QCOMPARE(changed.size(), 1);
    QCOMPARE(Settings().value(SettingId::FontSize), QString("26"));
    settings.setValue(SettingId::FontSize, "13");
}

void TestSettings::dialogFollowsAndSets()
{
    Settings settings;
    QPointer<PreferencesDialog> dialog = new PreferencesDialog(&settings);
    dialog->show();
    for (QAbstractButton* button : dialog->findChildren<QAbstractButton*>()) {
        if (button->property("value").toString() == "dark")
            button->click();
    }
    QCOMPARE(settings.theme(), QString("dark"));
    dialog->findChild<QSpinBox*>()->setValue(15);
    QCOMPARE(settings.value(SettingId::FontSize), QString("15"));
    settings.setValue(SettingId::ShownZone, "Europe/Berlin");
    QVERIFY(takePicture(*dialog, "preferences"));
    dialog->restoreDefaults();
    QCOMPARE(settings.theme(), QString("system"));
    QCOMPARE(settings.shownZone(), QString());
    QCOMPARE(dialog->findChild<QSpinBox*>()->value(), 13);
    delete dialog;
}

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
