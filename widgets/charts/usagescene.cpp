// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/usagescene.h"

#include "widgets/theme/text.h"
#include "widgets/timeline/ticks.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("UsageChart", text);
}

bool shown(const UsageScene& scene, std::size_t key)
{
    return key >= scene.hidden.size() || !scene.hidden[key];
}

/// The recorded parts of a bin within the range.
std::vector<TimeRange> recordedParts(const UsageScene& scene, const UsageBin& bin, const TimeRange& range)
{
    const TimeRange inside = bin.span.intersected(range);
    if (scene.coverage.empty() || inside.isEmpty())
        return inside.isEmpty() ? std::vector<TimeRange>{} : std::vector{inside};
    std::vector<TimeRange> parts;
    auto covered = std::lower_bound(scene.coverage.begin(), scene.coverage.end(), inside.from,
                                    [](const TimeRange& span, Micros t) { return span.to <= t; });
    for (; covered != scene.coverage.end() && covered->from < inside.to; ++covered)
        parts.push_back(covered->intersected(inside));
    return parts;
}

auto firstBin(const UsageScene& scene, Micros t)
{
    return std::lower_bound(scene.data.bins.begin(), scene.data.bins.end(), t,
                            [](const UsageBin& bin, Micros at) { return bin.span.to <= at; });
}

} // namespace

QString UsageScene::perText() const
{
    return data.isLevel ? QString() : data.per == microsPerDay ? tr("per day") : tr("per hour");
}

QString UsageScene::rateText(double rate) const
{
    const double value = rate * unitFactor();
    const ScaledUnit scaled = scaledUnit(value, unit());
    return QStringLiteral("%1 %2 %3").arg(shortNumber(value * scaled.factor, locale), scaled.text, perText()).trimmed();
}

UsageFrame usageFrame(const UsageScene& scene, const QRectF& plot, const TimeRange& range, const Theme& theme)
{
    double largest = scene.data.largestRate(range, scene.hidden);
    for (const WindowMean& mean : scene.means)
        if (mean.range.overlaps(range))
            largest = std::max(largest, mean.rate);
    largest *= scene.unitFactor();
    UsageFrame frame{plot,        {range, std::max(1.0, plot.width())}, {}, scaledUnit(largest, scene.unit()), theme,
                     scene.locale};
    frame.axis = niceAxis(largest * frame.unit.factor, plot.height() > 120 ? 4 : 3);
    return frame;
}

std::vector<UsageColumn> usageColumns(const UsageScene& scene, const TimeScale& scale)
{
    std::vector<UsageColumn> columns(std::size_t(std::max(0.0, std::ceil(scale.width))));
    std::vector<double> weights(columns.size(), 0);
    const std::size_t keys = std::size_t(scene.data.keys.size());
    for (auto bin = firstBin(scene, scale.range.from); bin < scene.data.bins.end() && bin->span.from < scale.range.to;
         ++bin) {
        if (bin->gap)
            continue;
        const double total = scene.data.totalRate(*bin, scene.hidden);
        for (const TimeRange& part : recordedParts(scene, *bin, scale.range)) {
            const double left = scale.toX(part.from), right = scale.toX(part.to);
            const auto last = std::min(columns.size(), std::size_t(std::ceil(std::max(right, left + 1e-9))));
            for (auto x = std::size_t(std::max(0.0, std::floor(left))); x < last; ++x) {
                const double overlap = std::min(right, double(x + 1)) - std::max(left, double(x));
                UsageColumn& column = columns[x];
                column.data = true;
                column.rates.resize(keys, 0);
                weights[x] += std::max(overlap, 1e-9);
                for (std::size_t k = 0; k < keys; ++k)
                    if (shown(scene, k))
                        column.rates[k] += scene.data.rate(*bin, k) * std::max(overlap, 1e-9);
                column.largest = std::max(column.largest, total);
            }
        }
    }
    for (std::size_t x = 0; x < columns.size(); ++x)
        for (double& rate : columns[x].rates)
            rate /= weights[x];
    return columns;
}

QImage stackImage(const UsageScene& scene, const UsageFrame& frame, double pixelRatio)
{
    const int w = std::max(1, int(std::lround(frame.plot.width() * pixelRatio)));
    const int h = std::max(1, int(std::lround(frame.plot.height() * pixelRatio)));
    QImage image(w, h, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(Qt::transparent);
    const auto columns = usageColumns(scene, {frame.scale.range, double(w)});
    const double toPixels = scene.unitFactor() * frame.unit.factor / frame.axis.top * h;
    const std::size_t keys = std::size_t(scene.data.keys.size());
    std::vector<QRgb> fill(keys), edge(keys);
    for (std::size_t k = 0; k < keys; ++k) {
        QColor color = frame.theme.series(int(k));
        edge[k] = color.rgba();
        color.setAlphaF(float(frame.theme.fillOpacity()));
        fill[k] = qPremultiply(color.rgba());
    }
    QColor peak = frame.theme.color(Token::Axis);
    peak.setAlphaF(0.35f);
    const QRgb peakFill = qPremultiply(peak.rgba());
    const qsizetype pitch = image.bytesPerLine() / qsizetype(sizeof(QRgb));
    auto* pixels = reinterpret_cast<QRgb*>(image.bits());
    for (int x = 0; x < w && x < int(columns.size()); ++x) {
        const UsageColumn& column = columns[std::size_t(x)];
        if (!column.data)
            continue;
        double height = 0;
        int bottom = h;
        for (std::size_t k = 0; k < keys; ++k) {
            height += column.rates[k] * toPixels;
            const int top = std::clamp(h - int(std::lround(height)), 0, bottom);
            for (int y = bottom - 1; y >= top; --y)
                pixels[y * pitch + x] = y == top ? edge[k] : fill[k];
            bottom = top;
        }
        // Bins narrower than a pixel: the mean is filled, and the highest of them is not hidden.
        const int top = std::clamp(h - int(std::lround(column.largest * toPixels)), 0, bottom);
        for (int y = bottom - 1; y >= top; --y)
            pixels[y * pitch + x] = peakFill;
    }
    return image;
}

void paintStack(QPainter& painter, const UsageScene& scene, const UsageFrame& frame)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    const double factor = scene.unitFactor() * frame.unit.factor;
    for (auto bin = firstBin(scene, frame.scale.range.from);
         bin < scene.data.bins.end() && bin->span.from < frame.scale.range.to; ++bin) {
        if (bin->gap)
            continue;
        for (const TimeRange& part : recordedParts(scene, *bin, frame.scale.range)) {
            const double left = frame.plot.left() + frame.scale.toX(part.from);
            const double right = frame.plot.left() + frame.scale.toX(part.to);
            double sum = 0;
            for (std::size_t k = 0; k < bin->values.size(); ++k) {
                if (!shown(scene, k))
                    continue;
                const double below = sum;
                sum += scene.data.rate(*bin, k) * factor;
                QColor color = frame.theme.series(int(k));
                color.setAlphaF(float(frame.theme.fillOpacity()));
                painter.setBrush(color);
                painter.drawRect(QRectF(QPointF(left, frame.y(sum)), QPointF(right, frame.y(below))));
            }
        }
    }
    painter.restore();
}

void paintHatch(QPainter& painter, const QRectF& area, const Theme& theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(area, theme.color(Token::SurfaceRaised));
    QColor color = theme.color(Token::Hatch);
    color.setAlphaF(0.8f);
    painter.setPen(QPen(color, 1));
    // Lines x + y = c of the whole picture, so that neighbouring gaps match; 6 px apart measured across.
    const double pitch = 6 * std::sqrt(2.0);
    std::vector<QLineF> lines;
    for (double c = std::ceil((area.left() + area.top()) / pitch) * pitch; c < area.right() + area.bottom();
         c += pitch) {
        const double x1 = std::max(area.left(), c - area.bottom()), x2 = std::min(area.right(), c - area.top());
        if (x2 > x1)
            lines.emplace_back(x1, c - x1, x2, c - x2);
    }
    painter.drawLines(lines.data(), int(lines.size()));
    painter.restore();
}

void paintGaps(QPainter& painter, const UsageScene& scene, const UsageFrame& frame)
{
    const QFont font = frame.theme.font(TextRole::Axis);
    const QColor dim = frame.theme.color(Token::TextDim);
    for (const TimeRange& gap : gapsIn(frame.scale.range, scene.data, scene.coverage)) {
        const double left = frame.plot.left() + std::max(0.0, frame.scale.toX(gap.from));
        const double right = frame.plot.left() + std::min(frame.scale.width, frame.scale.toX(gap.to));
        if (right - left < 0.5)
            continue;
        paintHatch(painter, {left, frame.plot.top(), right - left, frame.plot.height()}, frame.theme);
        const bool open = gap.from <= frame.scale.range.from || gap.to >= frame.scale.range.to;
        const QString first = tr("No data");
        const QString second = open ? QString() : lengthText(double(gap.length()), frame.locale);
        const double width = std::max(tabularWidth(first, font), tabularWidth(second, font)) + 14;
        // At the ends the gap goes on beyond the edge, so no length is claimed and narrow ones stay bare.
        if (right - left < width + 8 || (open && right - left < 2 * width) || frame.plot.height() < 50)
            continue;
        const QPointF middle((left + right) / 2, frame.plot.top() + frame.plot.height() * 0.52);
        QColor back = frame.theme.color(Token::Surface);
        back.setAlphaF(0.9f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(back);
        painter.drawRoundedRect(QRectF(middle.x() - width / 2, middle.y() - 17, width, second.isEmpty() ? 20 : 34), 3,
                                3);
        drawTabular(painter, {middle.x(), middle.y() - 3}, first, font, dim, Qt::AlignHCenter);
        if (!second.isEmpty())
            drawTabular(painter, {middle.x(), middle.y() + 11}, second, font, dim, Qt::AlignHCenter);
    }
}

void paintMeans(QPainter& painter, const UsageScene& scene, const UsageFrame& frame)
{
    QFont font = frame.theme.font(TextRole::Axis);
    font.setWeight(QFont::DemiBold);
    const QColor text = frame.theme.color(Token::Text);
    double taken = -1e9;
    for (const WindowMean& mean : scene.means) {
        if (!mean.range.overlaps(frame.scale.range))
            continue;
        const double left = frame.plot.left() + std::max(0.0, frame.scale.toX(mean.range.from));
        const double right = frame.plot.left() + std::min(frame.scale.width, frame.scale.toX(mean.range.to));
        const double value = mean.rate * scene.unitFactor() * frame.unit.factor;
        const double y = std::floor(frame.y(value)) + 0.5;
        painter.setRenderHint(QPainter::Antialiasing, false);
        QPen pen(text, 1, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(left, y), QPointF(right, y));
        const QString label = tr("mean %1").arg(shortNumber(value, frame.locale));
        const double width = tabularWidth(label, font);
        const double x =
            std::clamp(left + 3, frame.plot.left(), std::max(frame.plot.left(), frame.plot.right() - width));
        if (x < taken || right - left < 12)
            continue;
        // Above the peaks of what the label covers, so that it never sits in the noise.
        const TimeRange under{frame.scale.toTime(x - frame.plot.left()),
                              frame.scale.toTime(x - frame.plot.left() + width)};
        const double peak = scene.data.largestRate(under, scene.hidden) * scene.unitFactor() * frame.unit.factor;
        const double baseline = std::max(frame.plot.top() + 2, std::min(frame.y(peak), y) - 7);
        drawHaloed(painter, {x, baseline}, label, font, text, frame.theme.color(Token::Surface));
        taken = x + width + 6;
    }
}

void paintMarkers(QPainter& painter, const UsageScene& scene, const UsageFrame& frame)
{
    const QFont font = frame.theme.font(TextRole::Axis);
    double taken = -1e9;
    std::vector<EventMarker> markers = scene.markers;
    std::stable_sort(markers.begin(), markers.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    for (const EventMarker& marker : markers) {
        const double offset = frame.scale.toX(marker.time);
        if (offset < 0 || offset > frame.scale.width)
            continue;
        const double x = std::floor(frame.plot.left() + offset) + 0.5;
        painter.setRenderHint(QPainter::Antialiasing, false);
        QPen pen(frame.theme.color(Token::TextDim), 1, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({2, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, frame.plot.top() - 24), QPointF(x, frame.plot.bottom()));
        const double width = tabularWidth(marker.label, font);
        const bool fitsRight = x + 5 + width <= frame.plot.right();
        const double left = fitsRight ? x + 5 : x - 5 - width;
        if (left < taken || left < frame.plot.left())
            continue;
        drawHaloed(painter, {left, frame.plot.top() - 11}, marker.label, font, frame.theme.color(Token::Text),
                   frame.theme.color(Token::Surface));
        taken = left + width + 8;
    }
}

void paintValueAxis(QPainter& painter, const UsageFrame& frame)
{
    const QFont font = frame.theme.font(TextRole::Axis);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (double value = 0; value <= frame.axis.top * 1.0001; value += frame.axis.step) {
        const double y = std::floor(frame.y(value)) + 0.5;
        painter.setPen(QPen(frame.theme.color(value > 0 ? Token::Grid : Token::Axis), 1));
        painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
        drawTabular(painter, {frame.plot.left() - 8, y + 4}, shortAxisNumber(value, frame.axis.step, frame.locale),
                    font, frame.theme.color(Token::TextDim), Qt::AlignRight);
    }
}

} // namespace tideline
