// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/timetext.h"
#include "tests/dialogs/opencase.h"
#include "widgets/dialogs/messagestrip.h"
#include "widgets/exporting/exportdialog.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace tideline;

namespace {

Event eventAt(const QString& id, const QString& title, const QString& time)
{
    Event event;
    event.id = id;
    event.title = title;
    event.category = "hack";
    event.time = *parseTime(time, Zone::utc());
    return event;
}

void fill(OpenCase& open)
{
    open.session.saveEvent(eventAt("5f0d7c52-0000-4000-8000-00000000000a", "First", "2017-05-12"));
    open.session.saveEvent(eventAt("5f0d7c52-0000-4000-8000-00000000000b", "Second", "2019-03-01"));
    open.settle();
}

} // namespace

class TestExportDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Theme()); }
    void exportsAndVerifies();
    void saysWhatWillBeWritten();
    void neverWritesOver();
    void badFilterStops();
};

void TestExportDialog::exportsAndVerifies()
{
    OpenCase open;
    fill(open);
    QPointer<ExportDialog> dialog = new ExportDialog(&open.session, TimeRange::all());
    dialog->show();
    dialog->setFormat("bag");
    const QString path = open.folder.filePath("out.zip");
    dialog->setPath(path);
    QVERIFY(takePicture(*dialog, "export"));
    QSignalSpy exported(dialog, &ExportDialog::exported);
    QTest::mouseClick(dialog->findChild<QPushButton*>("startExport"), Qt::LeftButton);
    QVERIFY(exported.wait(60'000));
    QVERIFY(QFileInfo::exists(path));
    QSignalSpy verified(dialog, &ExportDialog::verified);
    dialog->verify();
    QVERIFY(verified.wait(60'000));
    QVERIFY(verified.first().first().toBool());
    dialog->adjustSize();
    QVERIFY(takePicture(*dialog, "export-verified"));
    delete dialog;
}

void TestExportDialog::saysWhatWillBeWritten()
{
    OpenCase open;
    fill(open);
    QPointer<ExportDialog> dialog = new ExportDialog(&open.session, *parseTimeRange("2017", Zone::utc()));
    dialog->setRange(ExportDialog::Range::All);
    QVERIFY(dialog->forecast().startsWith("2 of 2 events"));
    QVERIFY(!dialog->request().range);
    dialog->setRange(ExportDialog::Range::Visible);
    QVERIFY(dialog->forecast().startsWith("1 of 2 events"));
    QCOMPARE(*dialog->request().range, *parseTimeRange("2017", Zone::utc()));
    delete dialog;
}

void TestExportDialog::neverWritesOver()
{
    OpenCase open;
    fill(open);
    const QString taken = open.write("taken.zip", "mine");
    QPointer<ExportDialog> dialog = new ExportDialog(&open.session, TimeRange::all());
    dialog->show();
    dialog->setPath(taken);
    QVERIFY(!dialog->findChild<QPushButton*>("startExport")->isEnabled());
    QVERIFY(dialog->findChild<MessageStrip*>()->isVisible());
    delete dialog;
}

void TestExportDialog::badFilterStops()
{
    OpenCase open;
    open.session.setFilterText("category == hack");
    QPointer<ExportDialog> dialog = new ExportDialog(&open.session, TimeRange::all());
    dialog->show();
    QCOMPARE(dialog->request().where, QString("category == hack"));
    for (QLineEdit* edit : dialog->findChildren<QLineEdit*>()) {
        if (edit->text() == "category == hack")
            edit->setText("category == (");
    }
    QVERIFY(!dialog->findChild<QPushButton*>("startExport")->isEnabled());
    delete dialog;
}

QTEST_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
