// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

#include <span>

class QApplication;
class QPainter;
class QWidget;

namespace tideline {

/// What a colour means. Every colour of the program is one of these, a category, a series or a step of a ramp.
enum class Token {
    Window,
    Surface,
    SurfaceRaised,
    Border,
    Text,
    TextDim,
    Axis,
    Grid,
    Hatch,
    Band,
    Selection,
    SelectionFill,
    OnSelection,
    Warning,
    WarningFill,
    Danger,
    DangerFill,
    Good,
    GoodFill,
    Simulated,
    SimulatedFill
};

struct TokenColor
{
    Token token;
    const char* name;
    QRgb light;
    QRgb dark;
};
/// The one description of the semantic colours, in the order of Token.
std::span<const TokenColor> tokenColors();

enum class TextRole { Axis, Secondary, Body, Strong, Title, Figure, Mono };

/// Light or dark, as a value. Widgets ask `Theme::of(this)` while painting, so that a change of palette needs no
/// wiring.
class Theme
{
public:
    enum class Mode { Light, Dark };

    Theme() = default;
    explicit Theme(Mode mode, double scale = 1) : m_mode(mode), m_scale(scale) {}
    static Theme of(const QWidget* widget);
    static Theme ofPalette(const QPalette& palette); ///< by lightness: Qt 6.4 tells no colour scheme

    bool isDark() const { return m_mode == Mode::Dark; }
    double scale() const { return m_scale; } ///< of text, against 13 px for body
    QColor color(Token token) const;
    QColor series(int index) const;    ///< eight, then again from the first
    QColor sequential(int step) const; ///< 0..6
    QColor diverging(int step) const;  ///< 0..6, 3 = same
    double fillOpacity() const { return isDark() ? 0.62 : 0.72; }

    QFont font(TextRole role) const;
    QPalette palette() const;

    bool operator==(const Theme&) const = default;

private:
    Mode m_mode = Mode::Light;
    double m_scale = 1;
};

inline constexpr int seriesColorCount = 8;
inline constexpr int rampSteps = 7;

/// Fusion with our palette, metrics and style sheet. Call again to change theme or text size.
void applyTheme(QApplication& app, const Theme& theme);
/// Whether the focus came by a key, so that a ring should show where it went; a click shows that by itself.
bool isKeyboardFocus(Qt::FocusReason reason);
/// Inter where it is installed, else the desktop's.
QString uiFontFamily();

} // namespace tideline
