// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QIcon>
#include <QMap>
#include <QPointF>
#include <QStringList>

class QPainter;

namespace tideline {

enum class Shape { Diamond, Square, Triangle, Hexagon, BowTie, Disc, Pentagon, Cross, Plus, Star };

/// How a category is drawn wherever it shows: lanes, facets, tables, exports.
struct CategoryMark
{
    Shape shape = Shape::Disc;
    int color = 0;  ///< index into the category colours, or 6 + a series colour
    QString letter; ///< told apart by it once the shapes are used up
    bool operator==(const CategoryMark&) const = default;
};

/// The marks of all categories of a case. The six known ones are fixed; others get theirs by their alphabetical order.
class CategoryMarks
{
public:
    CategoryMarks() = default;
    explicit CategoryMarks(const QStringList& categories);

    CategoryMark mark(const QString& category) const;
    QColor color(const QString& category, const Theme& theme) const;
    static QStringList known(); ///< in the order of the lanes
    /// "missile test" -> "Missile tests"
    static QString title(const QString& category);

private:
    QMap<QString, CategoryMark> m_others;
};

struct MarkStyle
{
    double radius = 5.2;
    bool hollow = false;   ///< unverified
    bool selected = false; ///< ring
    bool starred = false;  ///< small star at the upper right
};

QColor markColor(const CategoryMark& mark, const Theme& theme);
void paintMark(QPainter& painter, QPointF centre, const CategoryMark& mark, const Theme& theme,
               const MarkStyle& style = {});
/// A filled or hollow five-pointed star.
void paintStar(QPainter& painter, QPointF centre, double radius, const QColor& color);
/// The mark as an icon of 14 px, for facets and tables.
QIcon markIcon(const CategoryMark& mark, const Theme& theme, bool hollow = false);

} // namespace tideline
