// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QWidget>

#include <algorithm>
#include <array>
#include <cmath>

namespace tideline {

namespace {

constexpr TokenColor tokens[] = {
    {Token::Window, "window", 0xFFEEF1F4, 0xFF0C1116},
    {Token::Surface, "surface", 0xFFFFFFFF, 0xFF12181F},
    {Token::SurfaceRaised, "surface-raised", 0xFFF7F9FA, 0xFF1A222B},
    {Token::Border, "border", 0xFFCBD3DA, 0xFF2F3B47},
    {Token::Text, "text", 0xFF16202A, 0xFFE7EDF2},
    {Token::TextDim, "text-dim", 0xFF51606E, 0xFFA0AEBB},
    {Token::Axis, "axis", 0xFF6B7884, 0xFF7F8D9A},
    {Token::Grid, "grid", 0xFFE6EBEF, 0xFF202A34},
    {Token::Hatch, "hatch", 0xFFAEB9C3, 0xFF43505D},
    {Token::Band, "band", 0xFFDCE6EC, 0xFF1E2A34},
    {Token::Selection, "selection", 0xFF0B6E99, 0xFF4DB8DE},
    {Token::SelectionFill, "selection-fill", 0xFFD6EAF3, 0xFF16394A},
    {Token::OnSelection, "on-selection", 0xFFFFFFFF, 0xFF06202C},
    {Token::Warning, "warning", 0xFF8A5300, 0xFFF0B75A},
    {Token::WarningFill, "warning-fill", 0xFFFFF1D6, 0xFF3A2C12},
    {Token::Danger, "danger", 0xFFB3261E, 0xFFFF8A80},
    {Token::DangerFill, "danger-fill", 0xFFFCE4E2, 0xFF43201E},
    {Token::Good, "good", 0xFF1B6B3A, 0xFF6BCF8E},
    {Token::GoodFill, "good-fill", 0xFFDDF2E4, 0xFF14351F},
    {Token::Simulated, "simulated", 0xFF6A3D9A, 0xFFC3A2EE},
    {Token::SimulatedFill, "simulated-fill", 0xFFEEE5F7, 0xFF2D2240},
};

using Series = std::array<QRgb, seriesColorCount>;
using Ramp = std::array<QRgb, rampSteps>;
constexpr Series seriesLight = {0xFF4E8EF8, 0xFFD8742C, 0xFF129268, 0xFF6F1B00,
                                0xFF7A2684, 0xFF696510, 0xFF005F5B, 0xFFAA59A6};
constexpr Series seriesDark = {0xFF8FB8FD, 0xFFFD9F4B, 0xFF17A38C, 0xFFEE4871,
                               0xFF9C73FC, 0xFF7E8710, 0xFF0BF4E9, 0xFFAB42A7};
constexpr Ramp sequentialLight = {0xFFF3F8FB, 0xFFCFE3EE, 0xFF9FC9DC, 0xFF66A9C6, 0xFF2F86AD, 0xFF0E6088, 0xFF083A57};
constexpr Ramp sequentialDark = {0xFF17222B, 0xFF1B3C4E, 0xFF1F5A75, 0xFF2A7EA0, 0xFF45A5C6, 0xFF84CBE0, 0xFFD4F1F8};
constexpr Ramp divergingLight = {0xFF0A4A8F, 0xFF4C86C6, 0xFFA9C8E6, 0xFFF1F3F5, 0xFFF3C290, 0xFFD9802F, 0xFF8F4300};
constexpr Ramp divergingDark = {0xFF8CC0FF, 0xFF4A86CC, 0xFF27507F, 0xFF222B34, 0xFF7A4A1C, 0xFFC67B33, 0xFFFFC384};

template <typename Colors> QColor pick(const Colors& colors, int index)
{
    const int n = int(colors.size());
    return QColor::fromRgb(colors[std::size_t(((index % n) + n) % n)]);
}

} // namespace

std::span<const TokenColor> tokenColors()
{
    return tokens;
}

Theme Theme::ofPalette(const QPalette& palette)
{
    return Theme(palette.color(QPalette::Window).lightness() < 128 ? Mode::Dark : Mode::Light);
}

Theme Theme::of(const QWidget* widget)
{
    Theme theme = ofPalette(widget->palette());
    const int pixels = QFontInfo(QGuiApplication::font()).pixelSize();
    // The desktop's size is our body size: 13 px is only what the metrics were drawn for.
    theme.m_scale = pixels > 0 ? pixels / 13.0 : 1;
    return theme;
}

QColor Theme::color(Token token) const
{
    const TokenColor& entry = tokens[std::size_t(token)];
    return QColor::fromRgb(isDark() ? entry.dark : entry.light);
}

QColor Theme::series(int index) const
{
    return pick(isDark() ? seriesDark : seriesLight, index);
}

QColor Theme::sequential(int step) const
{
    return pick(isDark() ? sequentialDark : sequentialLight, std::clamp(step, 0, rampSteps - 1));
}

QColor Theme::diverging(int step) const
{
    return pick(isDark() ? divergingDark : divergingLight, std::clamp(step, 0, rampSteps - 1));
}

QString uiFontFamily()
{
    static const QString family = QFontDatabase::families().contains(QStringLiteral("Inter"))
                                      ? QStringLiteral("Inter")
                                      : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    return family;
}

bool isKeyboardFocus(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
}

QFont Theme::font(TextRole role) const
{
    struct Type
    {
        double pixels;
        int weight;
    };
    static constexpr Type types[] = {{11, QFont::Normal},   {12, QFont::Normal},   {13, QFont::Normal},
                                     {12, QFont::DemiBold}, {15, QFont::DemiBold}, {26, QFont::DemiBold},
                                     {11.5, QFont::Normal}};
    const Type& type = types[std::size_t(role)];
    QFont font = role == TextRole::Mono ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : QFont(uiFontFamily());
    font.setPixelSize(std::max(1, int(std::lround(type.pixels * m_scale))));
    font.setWeight(QFont::Weight(type.weight));
    return font;
}

QPalette Theme::palette() const
{
    QPalette p;
    const QColor text = color(Token::Text), dim = color(Token::TextDim);
    p.setColor(QPalette::Window, color(Token::Window));
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, color(Token::Surface));
    p.setColor(QPalette::AlternateBase, color(Token::SurfaceRaised));
    p.setColor(QPalette::ToolTipBase, color(Token::SurfaceRaised));
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::PlaceholderText, dim);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::Button, color(Token::Surface));
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, color(Token::Danger));
    p.setColor(QPalette::Light, color(Token::SurfaceRaised));
    p.setColor(QPalette::Midlight, color(Token::Grid));
    p.setColor(QPalette::Mid, color(Token::Border));
    p.setColor(QPalette::Dark, color(Token::Axis));
    p.setColor(QPalette::Shadow, color(Token::Border));
    p.setColor(QPalette::Highlight, color(Token::SelectionFill));
    p.setColor(QPalette::HighlightedText, text);
    p.setColor(QPalette::Link, color(Token::Selection));
    p.setColor(QPalette::LinkVisited, color(Token::Selection));
    QColor faint = text;
    faint.setAlphaF(0.4f);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faint);
    return p;
}

} // namespace tideline
