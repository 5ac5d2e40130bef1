// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <optional>

// Outside of any namespace, as the macro wants it.
void loadIconResources()
{
    static const bool loaded = [] {
        Q_INIT_RESOURCE(icons);
        return true;
    }();
    Q_UNUSED(loaded);
}

namespace tideline {

namespace {

class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(QByteArray svg, std::optional<Theme> theme, Token token)
        : m_svg(std::move(svg)), m_theme(theme), m_token(token)
    {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const Theme theme = m_theme ? *m_theme : Theme::ofPalette(QGuiApplication::palette());
        const bool lit = state == QIcon::On && m_token == Token::Text;
        QByteArray svg = m_svg;
        svg.replace("currentColor", theme.color(lit ? Token::Selection : m_token).name().toLatin1());
        svg.replace("stroke-width=\"2\"", "stroke-width=\"2.1\""); // 1.4 px at 16
        QSvgRenderer renderer(svg);
        painter->save();
        if (mode == QIcon::Disabled)
            painter->setOpacity(painter->opacity() * 0.4);
        const int side = std::min(rect.width(), rect.height());
        renderer.render(painter, QRectF(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0,
                                        side, side));
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new LineIconEngine(m_svg, m_theme, m_token); }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    QByteArray m_svg;
    std::optional<Theme> m_theme;
    Token m_token;
};

QIcon lineIcon(const QString& name, std::optional<Theme> theme, Token color)
{
    loadIconResources();
    QFile file(QStringLiteral(":/tideline/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new LineIconEngine(file.readAll(), theme, color));
}

} // namespace

QIcon themedIcon(const QString& name, const Theme& theme, Token color)
{
    return lineIcon(name, theme, color);
}

QIcon themedIcon(const QString& name, Token color)
{
    return lineIcon(name, std::nullopt, color);
}

} // namespace tideline
