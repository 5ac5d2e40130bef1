// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/icons.h"
#include "widgets/theme/marks.h"
#include "widgets/theme/text.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>
#include <QStatusBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <set>

using namespace tideline;

namespace {

double luminance(const QColor& color)
{
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private slots:
    void tokensStandInTheOrderOfTheirIds()
    {
        int i = 0;
        for (const TokenColor& entry : tokenColors())
            QCOMPARE(int(entry.token), i++);
        QCOMPARE(i, int(Token::SimulatedFill) + 1);
    }

    void textIsReadable_data()
    {
        QTest::addColumn<int>("token");
        QTest::addColumn<int>("on");
        QTest::addColumn<double>("least");
        QTest::newRow("text") << int(Token::Text) << int(Token::Surface) << 7.0;
        QTest::newRow("dim text") << int(Token::TextDim) << int(Token::Surface) << 4.5;
        QTest::newRow("selection") << int(Token::OnSelection) << int(Token::Selection) << 4.5;
        QTest::newRow("simulated badge") << int(Token::Simulated) << int(Token::SimulatedFill) << 5.4;
        QTest::newRow("warning badge") << int(Token::Warning) << int(Token::WarningFill) << 5.4;
        QTest::newRow("danger badge") << int(Token::Danger) << int(Token::DangerFill) << 5.0;
        QTest::newRow("good badge") << int(Token::Good) << int(Token::GoodFill) << 5.4;
    }
    void textIsReadable()
    {
        QFETCH(int, token);
        QFETCH(int, on);
        QFETCH(double, least);
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            const Theme theme(mode);
            QVERIFY2(contrast(theme.color(Token(token)), theme.color(Token(on))) >= least - 0.05,
                     qPrintable(QString::number(contrast(theme.color(Token(token)), theme.color(Token(on))))));
        }
    }

    void paletteTellsTheTheme()
    {
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark})
            QCOMPARE(Theme::ofPalette(Theme(mode).palette()), Theme(mode));
    }

    void styleSheetApplies()
    {
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            applyTheme(*qApp, Theme(mode));
            QVERIFY(!qApp->styleSheet().contains(u'@'));
            QVERIFY(!qApp->styleSheet().contains(QStringLiteral("#px")));
            QWidget widget;
            QCOMPARE(Theme::of(&widget).isDark(), mode == Theme::Mode::Dark);
        }
        applyTheme(*qApp, Theme());
    }

    void everyIconDraws()
    {
        const QStringList names =
            QDir(QStringLiteral(TIDELINE_SOURCE_DIR "/resources/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(names.size() >= 40);
        for (const QString& name : names) {
            const QIcon icon = themedIcon(name.chopped(4), Theme());
            const QImage image = icon.pixmap(16, 16).toImage();
            int inked = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    inked += qAlpha(image.pixel(x, y)) > 60;
            QVERIFY2(inked > 8, qPrintable(name));
        }
        QVERIFY(themedIcon(QStringLiteral("no-such-icon")).isNull());
    }

    void everyCategoryHasItsOwnMark()
    {
        QStringList names = CategoryMarks::known();
        for (int i = 0; i < 8; ++i)
            names << QStringLiteral("%1 other").arg(QChar(u'a' + i));
        const CategoryMarks marks(names);
        std::set<std::pair<int, QString>> seen;
        for (const QString& name : std::as_const(names)) {
            const CategoryMark mark = marks.mark(name);
            QVERIFY2(seen.emplace(int(mark.shape), mark.letter).second, qPrintable(name));
        }
        QCOMPARE(CategoryMarks::title(QStringLiteral("missile test")), QStringLiteral("Missile tests"));
        QCOMPARE(CategoryMarks::title(QStringLiteral("leak")), QStringLiteral("Leak"));
    }

    void hollowMarksAreEmptyInside()
    {
        const auto centre = [](bool hollow) {
            QImage image(20, 20, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintMark(painter, {10, 10}, {Shape::Square, 1, {}}, Theme(), {6, hollow, false, false});
            painter.end();
            return image.pixelColor(10, 10);
        };
        QCOMPARE(centre(false).name(), QStringLiteral("#d56f04"));
        QCOMPARE(centre(true).name(), QStringLiteral("#ffffff"));
    }

    void digitsHaveOneWidth()
    {
        const QFont font = Theme().font(TextRole::Body);
        QCOMPARE(tabularWidth(QStringLiteral("1111"), font), tabularWidth(QStringLiteral("8048"), font));
        QCOMPARE(elidedAtWord(QStringLiteral("one two three"), font, 1), QString());
        QCOMPARE(elidedAtWord(QStringLiteral("one two"), font, 1000), QStringLiteral("one two"));
        QVERIFY(elidedAtWord(QStringLiteral("one two three"), font, tabularWidth(QStringLiteral("one two th"), font))
                    .endsWith(QChar(0x2026)));
    }

    /// Everything that the style sheet dresses, to be looked at in pictures/theme-*.png.
    void wardrobe_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void wardrobe()
    {
        QFETCH(bool, dark);
        applyTheme(*qApp, Theme(dark ? Theme::Mode::Dark : Theme::Mode::Light));
        QMainWindow window;
        window.menuBar()->addMenu(QStringLiteral("Case"));
        window.menuBar()->addMenu(QStringLiteral("Edit"));
        QToolBar* bar = window.addToolBar(QStringLiteral("Tools"));
        bar->setMovable(false);
        bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        bar->addAction(themedIcon(QStringLiteral("folder-open")), QStringLiteral("Open"));
        bar->addAction(themedIcon(QStringLiteral("download")), QStringLiteral("Import"));
        bar->addSeparator();
        bar->addAction(themedIcon(QStringLiteral("undo-2")), QStringLiteral("Undo"))->setEnabled(false);
        QAction* view = bar->addAction(QStringLiteral("Timeline"));
        view->setCheckable(true);
        view->setChecked(true);
        bar->addAction(QStringLiteral("Rhythm"));

        auto* tabs = new QTabWidget;
        auto* table = new QTableWidget(4, 3);
        table->setHorizontalHeaderLabels({QStringLiteral("UTC"), QStringLiteral("Category"), QStringLiteral("Title")});
        table->setItemDelegate(new TabularDelegate(table));
        table->verticalHeader()->hide();
        table->verticalHeader()->setDefaultSectionSize(25);
        table->setShowGrid(false);
        for (int row = 0; row < 4; ++row) {
            table->setItem(row, 0, new QTableWidgetItem(QStringLiteral("2017-10-0%1 11:17").arg(row + 1)));
            table->setItem(
                row, 1,
                new QTableWidgetItem(markIcon(CategoryMarks().mark(CategoryMarks::known()[row]), Theme::of(&window)),
                                     CategoryMarks::known()[row]));
            table->setItem(row, 2, new QTableWidgetItem(QStringLiteral("TransTelekom starts")));
        }
        table->selectRow(1);
        table->setSelectionBehavior(QAbstractItemView::SelectRows);
        tabs->addTab(table, QStringLiteral("Events 208"));
        tabs->addTab(new QWidget, QStringLiteral("Flows"));
        auto* centre = new QWidget;
        auto* column = new QVBoxLayout(centre);
        auto* row = new QHBoxLayout;
        auto* field = new QLineEdit;
        field->setPlaceholderText(QStringLiteral("Search or filter"));
        row->addWidget(field);
        for (const char* text : {"subject North Korea ×", "+ Add filter"}) {
            auto* chip = new QToolButton;
            chip->setText(QString::fromUtf8(text));
            if (text[0] == '+')
                chip->setProperty("chip", QStringLiteral("dashed"));
            else
                chip->setProperty("chip", true);
            row->addWidget(chip);
        }
        auto* primary = new QPushButton(QStringLiteral("Pin as finding"));
        primary->setProperty("primary", true);
        row->addWidget(primary);
        row->addWidget(new QPushButton(QStringLiteral("Compare")));
        auto* combo = new QComboBox;
        combo->addItems({QStringLiteral("W1"), QStringLiteral("W4")});
        row->addWidget(combo);
        column->addLayout(row);
        column->addWidget(tabs);
        window.setCentralWidget(centre);

        auto* dock = new QDockWidget(QStringLiteral("Details"));
        auto* panel = new QWidget;
        panel->setProperty("panel", true);
        panel->setAttribute(Qt::WA_StyledBackground);
        auto* details = new QVBoxLayout(panel);
        for (const auto& [key, value, text] :
             {std::tuple("role", "heading", "Category"), std::tuple("role", "title", "TransTelekom starts transit"),
              std::tuple("role", "figure", "+342 % (×4.4)"), std::tuple("badge", "simulated", "Simulated"),
              std::tuple("badge", "good", "✓ Same"), std::tuple("badge", "warning", "↻ Changed"),
              std::tuple("badge", "danger", "✕ Cannot compute"), std::tuple("badge", "neutral", "Not checked")}) {
            auto* label = new QLabel(QString::fromUtf8(text));
            label->setProperty(key, QString::fromLatin1(value));
            details->addWidget(label, 0, Qt::AlignLeft);
        }
        auto* box = new QCheckBox(QStringLiteral("Hacks"));
        box->setChecked(true);
        details->addWidget(box);
        details->addStretch();
        dock->setWidget(panel);
        window.addDockWidget(Qt::RightDockWidgetArea, dock);
        window.statusBar()->addWidget(new QLabel(QStringLiteral("Asia/Pyongyang")));
        window.statusBar()->addWidget(new QLabel(QStringLiteral("2 sources")));
        window.resize(1100, 420);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QDir().mkpath(QStringLiteral(TIDELINE_BINARY_DIR "/pictures"));
        QVERIFY(window.grab().save(QStringLiteral(TIDELINE_BINARY_DIR "/pictures/theme-%1.png")
                                       .arg(QString::fromLatin1(QTest::currentDataTag()))));
        applyTheme(*qApp, Theme());
    }

    void toolTipsAreNeverMarkup()
    {
        const QString tip = plainToolTip(QStringLiteral("<img src='http://x'> & <b>"));
        QVERIFY(!tip.contains(QStringLiteral("<img")));
        QVERIFY(tip.contains(QStringLiteral("&lt;b&gt;")));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
