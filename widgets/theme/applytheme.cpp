// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolTip>

#include <algorithm>
#include <vector>

void loadIconResources(); // icons.cpp

namespace tideline {

namespace {

/// Fusion's drawing, our distances.
class TidelineStyle : public QProxyStyle
{
public:
    TidelineStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override
    {
        switch (metric) {
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
            return 14;
        case PM_SmallIconSize:
        case PM_ButtonIconSize:
        case PM_ToolBarIconSize:
        case PM_ListViewIconSize:
        case PM_TabBarIconSize:
            return 16;
        case PM_DockWidgetSeparatorExtent:
        case PM_SplitterWidth:
            return 5;
        case PM_DefaultFrameWidth:
            return 1;
        case PM_LayoutHorizontalSpacing:
        case PM_LayoutVerticalSpacing:
            return 8;
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
        }
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override
    {
        if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck)
            drawCheck(*option, *painter);
        else
            QProxyStyle::drawPrimitive(element, option, painter, widget);
    }

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override
    {
        if (hint == SH_EtchDisabledText || hint == SH_DitherDisabledText)
            return 0;
        if (hint == SH_ToolTip_WakeUpDelay)
            return 400;
        return QProxyStyle::styleHint(hint, option, widget, data);
    }

private:
    static void drawCheck(const QStyleOption& option, QPainter& painter)
    {
        const Theme theme = Theme::ofPalette(option.palette);
        const bool on = option.state & State_On, some = option.state & State_NoChange;
        const QRectF box = QRectF(0, 0, 13, 13).translated(QRectF(option.rect).center() - QPointF(6.5, 6.5));
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        if (!(option.state & State_Enabled))
            painter.setOpacity(0.5);
        const bool focus = option.state & State_HasFocus;
        painter.setPen(QPen(theme.color(on || some || focus ? Token::Selection : Token::Axis), focus ? 2 : 1));
        painter.setBrush(theme.color(on || some ? Token::Selection : Token::Surface));
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(QPen(theme.color(Token::OnSelection), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF at = box.topLeft();
        if (on)
            painter.drawPolyline(QPolygonF({at + QPointF(3, 6.8), at + QPointF(5.5, 9.3), at + QPointF(10, 4)}));
        else if (some)
            painter.drawLine(at + QPointF(3.5, 6.5), at + QPointF(9.5, 6.5));
        painter.restore();
    }
};

/// `@token` stands for a colour, `#px(n)` for n px that grow with the text.
const char sheet[] = R"(
QMainWindow, QDialog, QToolBar, QMenuBar, QStatusBar { background: @window; }
QMainWindow::separator { background: @border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @selection; }
QMenuBar { min-height: 26px; padding: 0 8px; border: 0; }
QMenuBar::item { padding: 4px 8px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: @selection-fill; }
QMenu { background: @surface; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 22px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: @selection-fill; color: @text; }
QMenu::item:disabled { color: @axis; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @grid; margin: 4px 6px; }

QToolBar { border: 0; border-bottom: 1px solid @border; min-height: 39px; padding: 0 6px; spacing: 4px; }
QToolBar::separator { background: @border; width: 1px; margin: 10px 6px; }
QToolButton { height: 26px; padding: 0 8px; border: 1px solid transparent; border-radius: 4px; background: transparent; }
QToolButton:hover { background: @grid; }
QToolButton:pressed { background: @selection-fill; }
QToolButton:checked { background: @selection-fill; color: @selection; font-weight: 600; }
QToolButton:focus { border-color: @selection; }
QToolButton[framed="true"] { border-color: @border; background: @surface; }
QToolButton[chip="true"] { height: 22px; border-color: @border; border-radius: 12px; background: @surface-raised; font-size: #px(12); }
QToolButton[chip="true"]:hover, QToolButton[chip="true"]:focus { border-color: @selection; }
QToolButton[chip="dashed"] { height: 22px; border: 1px dashed @border; border-radius: 12px; font-size: #px(12); }
QToolButton::menu-indicator { image: none; }

QPushButton { min-height: 26px; padding: 0 9px; border: 1px solid @border; border-radius: 4px; background: @surface; }
QPushButton:hover { background: @surface-raised; border-color: @axis; }
QPushButton:pressed { background: @selection-fill; }
QPushButton:focus { border-color: @selection; }
QPushButton:disabled { color: @axis; background: @window; }
QPushButton:flat { border-color: transparent; background: transparent; }
QPushButton[primary="true"], QDialog QPushButton:default { background: @selection; color: @on-selection; border-color: @selection; font-weight: 600; }
QPushButton[primary="true"]:focus { border: 2px solid @text; }
QPushButton[primary="true"]:disabled { background: @grid; color: @axis; border-color: @border; }

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QDateEdit { min-height: 26px; padding: 0 7px; border: 1px solid @border; border-radius: 4px; background: @surface; selection-background-color: @selection; selection-color: @on-selection; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateTimeEdit:focus { border-color: @selection; }
QLineEdit[invalid="true"] { border-color: @danger; }
QComboBox#chartChooser { min-height: 16px; padding: 0 3px; }
QComboBox::drop-down { border: 0; width: 20px; }
QComboBox::down-arrow { image: url(:/tideline/icons/indicator-down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; selection-background-color: @selection-fill; selection-color: @text; }
QPlainTextEdit, QTextEdit, QTextBrowser { border: 1px solid @border; border-radius: 4px; background: @surface; selection-background-color: @selection; selection-color: @on-selection; }

QTabWidget::pane { border: 0; border-top: 1px solid @border; background: @surface; }
QTabWidget::tab-bar { left: 8px; }
QTabBar { background: @window; qproperty-drawBase: 0; }
QTabBar::tab { height: 25px; margin-top: 3px; padding: 0 12px; border: 1px solid transparent; border-bottom: 0; border-top-left-radius: 4px; border-top-right-radius: 4px; color: @text-dim; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { background: @surface; border-color: @border; color: @text; font-weight: 600; }

QDockWidget { font-weight: 600; font-size: #px(12); }
QDockWidget::title { background: @window; padding: 6px 10px; border-bottom: 1px solid @border; text-align: left; }
QAbstractScrollArea { border: 0; }
QScrollArea, QScrollArea > QWidget > QWidget[panel="true"], QWidget[panel="true"] { background: @surface; }
QTableView, QTreeView, QListView { background: @surface; alternate-background-color: @surface; gridline-color: @grid; border: 0; selection-background-color: @selection-fill; selection-color: @text; font-size: #px(12.5); outline: 0; }
QTableView::item { padding: 0 8px; border-bottom: 1px solid @grid; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: @selection-fill; color: @text; }
QTableView::item:focus { border: 1px solid @selection; }
QListView::item, QTreeView::item { min-height: 24px; padding: 0 6px; }
QHeaderView { background: @surface-raised; }
QHeaderView::section { text-align: left; background: @surface-raised; color: @text-dim; font-weight: 600; font-size: #px(12); min-height: 25px; padding: 0 8px; border: 0; border-right: 1px solid @grid; border-bottom: 1px solid @border; }
QTableCornerButton::section { background: @surface-raised; border: 0; border-bottom: 1px solid @border; }

QCheckBox, QRadioButton { spacing: 8px; }
QGroupBox { border: 1px solid @border; border-radius: 6px; margin-top: 18px; padding: 8px; background: @surface; }
QGroupBox::title { subcontrol-origin: margin; left: 2px; color: @text-dim; font-weight: 600; }
QFrame[card="true"] { background: @surface; border: 1px solid @border; border-radius: 6px; }
QFrame[line="true"] { background: @border; border: 0; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; }
QLabel[role="dim"] { color: @text-dim; }
QLabel[role="heading"] { color: @text-dim; font-size: #px(12); font-weight: 600; }
QLabel[role="title"] { font-size: #px(15); font-weight: 600; }
QLabel[role="figure"] { font-size: #px(26); font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QFrame[chip="true"] { border: 1px solid @border; border-radius: 12px; background: @surface-raised; }
QFrame[chip="true"] QToolButton { border: 0; background: transparent; font-size: #px(12); padding: 0 2px; }
QWidget#cardPage { background: @window; }
QToolBar#filterToolBar { padding: 0; spacing: 0; border: 0; }
QToolBar#filterRailBar { padding: 0; spacing: 0; border: 0; border-right: 1px solid @border; min-width: 36px; }
QToolButton[rail="true"] { padding: 0; width: 26px; }
QToolButton[rail="true"]:checked { background: transparent; }
QToolButton[rail="true"]:checked:hover { background: @grid; }
QWidget#filterBar { background: @surface; border-bottom: 1px solid @border; }
QLabel[badge] { border-radius: 3px; padding: 2px 7px; font-size: #px(11.5); font-weight: 600; }
QLabel[badge="simulated"] { background: @simulated-fill; color: @simulated; }
QLabel[badge="good"] { background: @good-fill; color: @good; }
QLabel[badge="warning"] { background: @warning-fill; color: @warning; }
QLabel[badge="danger"] { background: @danger-fill; color: @danger; }
QLabel[badge="neutral"] { background: @surface-raised; color: @text-dim; border: 1px solid @border; font-weight: 400; }
QFrame[strip="danger"] { background: @danger-fill; border: 0; border-bottom: 1px solid @danger; }
QFrame[strip="warning"] { background: @warning-fill; border: 0; border-bottom: 1px solid @warning; }

QStatusBar { border-top: 1px solid @border; min-height: 25px; font-size: #px(12); color: @text-dim; }
QStatusBar::item { border: 0; border-right: 1px solid @border; margin: 5px 0; }
QStatusBar QLabel { padding: 0 8px; color: @text-dim; }
QStatusBar QLabel[badge] { padding: 2px 7px; margin: 0 8px; }
QStatusBar QLabel[badge="simulated"] { color: @simulated; }
QStatusBar QLabel[badge="good"] { color: @good; }
QStatusBar QLabel[badge="warning"] { color: @warning; }
QProgressBar { border: 0; border-radius: 2px; background: @grid; max-height: 4px; }
QProgressBar::chunk { background: @selection; border-radius: 2px; }
QToolTip { background: @surface-raised; color: @text; border: 1px solid @border; padding: 4px 6px; }

QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @axis; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

QString styleSheet(const Theme& theme)
{
    QString text = QString::fromLatin1(sheet);
    // Longest names first: @surface is the beginning of @surface-raised.
    auto entries = std::vector<TokenColor>(tokenColors().begin(), tokenColors().end());
    std::sort(entries.begin(), entries.end(),
              [](const TokenColor& a, const TokenColor& b) { return qstrlen(a.name) > qstrlen(b.name); });
    for (const TokenColor& entry : entries)
        text.replace(u'@' + QString::fromLatin1(entry.name), theme.color(entry.token).name());
    for (const double pixels : {11.5, 12.0, 12.5, 15.0, 26.0})
        text.replace(QStringLiteral("#px(%1)").arg(pixels), QStringLiteral("%1px").arg(qRound(pixels * theme.scale())));
    return text;
}

} // namespace

void applyTheme(QApplication& app, const Theme& theme)
{
    loadIconResources();
    app.setStyle(new TidelineStyle); // the application owns it
    app.setPalette(theme.palette());
    QToolTip::setPalette(theme.palette());
    QFont font = theme.font(TextRole::Body);
    app.setFont(font);
    app.setStyleSheet(styleSheet(theme));
}

} // namespace tideline
