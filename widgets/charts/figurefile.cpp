// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/figure.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace tideline {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Figure", text);
}

/// Whole or not at all.
Result<void> write(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return Error{ErrorCode::Io, tr("The figure could not be written: %1").arg(file.errorString()), path,
                 tr("Choose another place or free some space")};
}

} // namespace

QByteArray svgOf(const MeasureResult& result, const FigureOptions& options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(options.size);
    svg.setViewBox(QRect(QPoint(), options.size));
    svg.setResolution(96);
    svg.setTitle(options.title.isEmpty() ? measureTitle(result) : options.title);
    svg.setDescription((options.footer ? *options.footer : FigureFooter::fromResult(result)).text(options.locale));
    QPainter painter;
    if (!painter.begin(&svg))
        return {};
    renderFigure(result, options, painter);
    painter.end();
    return bytes;
}

Result<void> saveSvg(const MeasureResult& result, const FigureOptions& options, const QString& path)
{
    return write(path, svgOf(result, options));
}

Result<void> savePng(const MeasureResult& result, const FigureOptions& options, const QString& path, double scale)
{
    QImage image(options.size * scale, QImage::Format_RGB32);
    if (image.isNull())
        return Error{
            ErrorCode::BadArgument,
            tr("A picture of %1 × %2 pixels is too large").arg(options.size.width()).arg(options.size.height()), path,
            tr("Ask for a smaller size")};
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    renderFigure(result, options, painter);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return write(path, bytes);
}

Result<void> savePdf(const MeasureResult& result, const FigureOptions& options, const QString& path)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter pdf(&buffer);
        pdf.setTitle(options.title.isEmpty() ? measureTitle(result) : options.title);
        pdf.setCreator(QStringLiteral("Tideline"));
        // Text and widths are meant for 96 px an inch; the page is as large as the figure.
        const double points = 72.0 / 96;
        pdf.setPageSize(QPageSize(QSizeF(options.size) * points, QPageSize::Point, {}, QPageSize::ExactMatch));
        pdf.setPageMargins({});
        pdf.setResolution(96);
        QPainter painter;
        if (!painter.begin(&pdf))
            return Error{ErrorCode::Io, tr("The PDF could not be made"), path, {}};
        renderFigure(result, options, painter);
    }
    return write(path, bytes);
}

Result<void> saveFigure(const MeasureResult& result, const FigureOptions& options, const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == u"png")
        return savePng(result, options, path, 1);
    if (ending == u"svg")
        return saveSvg(result, options, path);
    if (ending == u"pdf")
        return savePdf(result, options, path);
    return Error{ErrorCode::BadArgument, tr("Figures are written as .png, .svg or .pdf"), path,
                 tr("Give the file one of these endings")};
}

} // namespace tideline
