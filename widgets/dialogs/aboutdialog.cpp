// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogs/aboutdialog.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/parts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tideline {

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About Tideline"));
    auto* layout = new QVBoxLayout(this);
    setDialogMargins(layout);
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    auto* picture = new QLabel;
    picture->setPixmap(
        themedIcon(QStringLiteral("activity"), Token::Selection).pixmap(QSize(48, 48), devicePixelRatioF()));
    picture->setAccessibleName(tr("Tideline"));
    head->addWidget(picture, 0, Qt::AlignTop);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(plainLabel(tr("Tideline"), "figure"));
    names->addWidget(plainLabel(tr("Version %1").arg(QStringLiteral(TIDELINE_VERSION)), "dim"));
    head->addLayout(names, 1);
    layout->addLayout(head);
    layout->addWidget(wrappedLabel(tr("What they did above the line, what their network did below it. A workbench for "
                                      "investigators, on one time axis.")));
    QFrame* frame = card();
    frame->setMinimumWidth(450);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(14, 12, 14, 12);
    inner->setSpacing(6);
    inner->addWidget(wrappedLabel(
        tr("Free software under the GNU General Public License, version 3 or later. There is no warranty.")));
    inner->addWidget(wrappedLabel(tr("Works without any network; nothing is sent anywhere."), "dim"));
    inner->addWidget(wrappedLabel(tr("Built on Qt %1, QCustomPlot, SQLite, libarchive, libcsv, libpcap, simdjson, "
                                     "Expat and OpenSSL. Icons by Lucide (ISC).")
                                      .arg(QString::fromLatin1(qVersion())),
                                  "dim"));
    layout->addWidget(frame);
    QPushButton* done = primaryButton(tr("Done"));
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(done);
    layout->addLayout(row);
}

} // namespace tideline
