// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/casesession.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

namespace tideline {

/// A case in a folder of its own, open in a session.
class OpenCase
{
public:
    OpenCase()
    {
        CaseInfo info;
        info.id = QStringLiteral("6a1c0d8e-0000-4000-8000-000000000001");
        info.title = QStringLiteral("North Korea, internet use");
        info.author = QStringLiteral("tester");
        info.zone = QStringLiteral("Asia/Pyongyang");
        QSignalSpy opened(&session, &CaseSession::opened);
        QSignalSpy failed(&session, &CaseSession::openFailed);
        session.create(path(), info);
        if (opened.isEmpty() && failed.isEmpty())
            opened.wait(20'000);
    }
    QString path() const { return folder.filePath(QStringLiteral("case.tideline")); }
    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return {};
        return file.fileName();
    }
    /// Until nothing is being written or read.
    bool settle()
    {
        return QTest::qWaitFor([this] { return session.tasks()->running().empty(); }, 30'000);
    }

    QTemporaryDir folder;
    CaseSession session;
};

/// Keeps a picture of a widget beside the tests, for people to look at. False if it is blank.
inline bool takePicture(QWidget& widget, const QString& name)
{
    QTest::qWait(50); // layouts settle when events are handled
    const QImage picture = widget.grab().toImage();
    QDir().mkpath(QStringLiteral(TIDELINE_BINARY_DIR "/pictures"));
    if (!picture.save(QStringLiteral(TIDELINE_BINARY_DIR "/pictures/%1.png").arg(name)))
        return false;
    const QRgb first = picture.pixel(0, 0);
    for (int y = 0; y < picture.height(); y += 3) {
        for (int x = 0; x < picture.width(); x += 3) {
            if (picture.pixel(x, y) != first)
                return true;
        }
    }
    return false;
}

} // namespace tideline
