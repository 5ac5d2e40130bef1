// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/marks.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tideline {

namespace {

struct Known
{
    const char* name;
    const char* title;
    Shape shape;
    QRgb light;
    QRgb dark;
};
constexpr Known knownCategories[] = {
    {"hack", QT_TRANSLATE_NOOP("Category", "Hacks"), Shape::Diamond, 0xFFB10145, 0xFFFC8B7D},
    {"sanction", QT_TRANSLATE_NOOP("Category", "Sanctions"), Shape::Square, 0xFFD56F04, 0xFFF3D513},
    {"missile test", QT_TRANSLATE_NOOP("Category", "Missile tests"), Shape::Triangle, 0xFF0256BA, 0xFF4678FD},
    {"nuclear test", QT_TRANSLATE_NOOP("Category", "Nuclear tests"), Shape::Hexagon, 0xFF800061, 0xFFD14182},
    {"network change", QT_TRANSLATE_NOOP("Category", "Network changes"), Shape::BowTie, 0xFF008F74, 0xFF06EBBB},
    {"policy", QT_TRANSLATE_NOOP("Category", "Policy"), Shape::Disc, 0xFF887EF9, 0xFFC5AAFC},
};
constexpr int knownCount = int(std::size(knownCategories));
constexpr Shape shapesOfOthers[] = {Shape::Pentagon, Shape::Cross, Shape::Plus, Shape::Star};

QPolygonF regular(int corners, double inner = 0)
{
    QPolygonF polygon;
    const int steps = inner > 0 ? corners * 2 : corners;
    for (int i = 0; i < steps; ++i) {
        const double r = inner > 0 && i % 2 ? inner : 1.15;
        const double a = -std::numbers::pi / 2 + 2 * std::numbers::pi * i / steps;
        polygon << QPointF(r * std::cos(a), r * std::sin(a));
    }
    return polygon;
}

QPolygonF plus()
{
    const double a = 0.38, b = 1.1;
    return QPolygonF(
        {{-a, -b}, {a, -b}, {a, -a}, {b, -a}, {b, a}, {a, a}, {a, b}, {-a, b}, {-a, a}, {-b, a}, {-b, -a}, {-a, -a}});
}

QPolygonF outline(Shape shape)
{
    switch (shape) {
    case Shape::Diamond:
        return QPolygonF({{0, -1.15}, {1.15, 0}, {0, 1.15}, {-1.15, 0}});
    case Shape::Square:
        return QPolygonF({{-.9, -.9}, {.9, -.9}, {.9, .9}, {-.9, .9}});
    case Shape::Triangle:
        return QPolygonF({{0, -1.15}, {1.1, .85}, {-1.1, .85}});
    case Shape::Hexagon:
        return QPolygonF({{-.5, -1}, {.5, -1}, {1.1, 0}, {.5, 1}, {-.5, 1}, {-1.1, 0}});
    case Shape::BowTie:
        return QPolygonF({{-1.15, -.95}, {1.15, .95}, {1.15, -.95}, {-1.15, .95}});
    case Shape::Pentagon:
        return regular(5);
    case Shape::Star:
        return regular(5, 0.5);
    case Shape::Plus:
        return plus();
    case Shape::Cross: {
        QTransform turn;
        turn.rotate(45);
        return turn.map(plus());
    }
    case Shape::Disc:
        break;
    }
    return {};
}

void paintShape(QPainter& painter, QPointF centre, const CategoryMark& mark, double radius)
{
    if (mark.shape == Shape::Disc) {
        painter.drawEllipse(centre, radius, radius);
        return;
    }
    QPolygonF polygon = outline(mark.shape);
    for (QPointF& point : polygon)
        point = centre + point * radius;
    painter.drawPolygon(polygon, Qt::WindingFill);
}

} // namespace

CategoryMarks::CategoryMarks(const QStringList& categories)
{
    QStringList others = categories;
    others.removeDuplicates();
    std::sort(others.begin(), others.end());
    int n = 0;
    for (const QString& name : std::as_const(others)) {
        if (known().contains(name))
            continue;
        CategoryMark mark;
        mark.shape = shapesOfOthers[n % int(std::size(shapesOfOthers))];
        mark.color = knownCount + n % seriesColorCount;
        if (n >= int(std::size(shapesOfOthers)))
            mark.letter = name.isEmpty() ? QStringLiteral("?") : name.left(1).toUpper();
        m_others.insert(name, mark);
        ++n;
    }
}

QStringList CategoryMarks::known()
{
    QStringList names;
    for (const Known& category : knownCategories)
        names << QString::fromLatin1(category.name);
    return names;
}

QString CategoryMarks::title(const QString& category)
{
    for (const Known& entry : knownCategories)
        if (category == QLatin1StringView(entry.name))
            return QCoreApplication::translate("Category", entry.title);
    if (category.isEmpty())
        return QCoreApplication::translate("Category", "No category");
    return category.left(1).toUpper() + category.mid(1);
}

CategoryMark CategoryMarks::mark(const QString& category) const
{
    for (int i = 0; i < knownCount; ++i)
        if (category == QLatin1StringView(knownCategories[i].name))
            return {knownCategories[i].shape, i, {}};
    return m_others.value(category, CategoryMark{Shape::Pentagon, knownCount, {}});
}

QColor CategoryMarks::color(const QString& category, const Theme& theme) const
{
    return markColor(mark(category), theme);
}

QColor markColor(const CategoryMark& mark, const Theme& theme)
{
    if (mark.color < knownCount) {
        const Known& entry = knownCategories[mark.color];
        return QColor::fromRgb(theme.isDark() ? entry.dark : entry.light);
    }
    return theme.series(mark.color - knownCount);
}

void paintStar(QPainter& painter, QPointF centre, double radius, const QColor& color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    paintShape(painter, centre, {Shape::Star, 0, {}}, radius);
}

void paintMark(QPainter& painter, QPointF centre, const CategoryMark& mark, const Theme& theme, const MarkStyle& style)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = markColor(mark, theme), surface = theme.color(Token::Surface);
    if (style.selected) {
        painter.setPen(QPen(theme.color(Token::Selection), 2.5));
        painter.setBrush(surface);
        painter.drawEllipse(centre, style.radius + 4, style.radius + 4);
    }
    painter.setPen(
        QPen(style.hollow ? color : surface, style.hollow ? 1.5 : 1, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(style.hollow ? surface : color);
    paintShape(painter, centre, mark, style.hollow ? style.radius - 0.3 : style.radius);
    if (mark.shape == Shape::Hexagon) {
        painter.setPen(style.hollow ? QPen(color, 1) : QPen(Qt::NoPen));
        painter.setBrush(surface);
        painter.drawEllipse(centre, style.radius * 0.36, style.radius * 0.36);
    }
    if (!mark.letter.isEmpty()) {
        QFont font = theme.font(TextRole::Axis);
        font.setPixelSize(std::max(6, int(std::lround(style.radius * 1.5))));
        font.setBold(true);
        painter.setFont(font);
        painter.setPen(style.hollow ? color : surface);
        painter.drawText(QRectF(centre.x() - 8, centre.y() - 8, 16, 16), Qt::AlignCenter, mark.letter);
    }
    if (style.starred)
        paintStar(painter, centre + QPointF(style.radius + 1.5, -style.radius - 1.5), 3.6, theme.color(Token::Warning));
    painter.restore();
}

QIcon markIcon(const CategoryMark& mark, const Theme& theme, bool hollow)
{
    QIcon icon;
    for (const int ratio : {1, 2}) {
        QPixmap pixmap(14 * ratio, 14 * ratio);
        pixmap.fill(Qt::transparent);
        pixmap.setDevicePixelRatio(ratio);
        QPainter painter(&pixmap);
        paintMark(painter, {7, 7}, mark, theme, {5.0, hollow, false, false});
        painter.end();
        icon.addPixmap(pixmap);
        icon.addPixmap(pixmap, QIcon::Selected); // the colour says what it is, selected or not
    }
    return icon;
}

} // namespace tideline
