// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importers/logs/childprogram.h"

#include <QProcess>
#include <QStandardPaths>

#include <sys/resource.h>

namespace tideline {

namespace {

constexpr int startWait = 10'000;
constexpr int silenceWait = 60'000;

void limit(int resource, rlim_t most)
{
    const rlimit both{most, most};
    (void)setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

/// Runs in the child between fork and exec: only calls that are safe there.
void limitChild()
{
    limit(RLIMIT_CPU, 600);
    limit(RLIMIT_AS, rlim_t(2) << 30);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 64);
}

void prepare(QProcess& process, const QString& program, const QStringList& arguments)
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH", QStringLiteral("/usr/bin:/bin")));
    process.setProcessEnvironment(environment);
    process.setProgram(program);
    process.setArguments(arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setChildProcessModifier(&limitChild);
}

/// The arguments that put a program behind the wall; none if bubblewrap is missing or not allowed here.
QStringList wall(QString& bubblewrap)
{
    bubblewrap = QStandardPaths::findExecutable(QStringLiteral("bwrap"));
    if (bubblewrap.isEmpty())
        return {};
    QStringList arguments;
    for (const char* part :
         {"--unshare-all", "--die-with-parent", "--new-session", "--ro-bind", "/", "/", "--dev", "/dev", "--"})
        arguments << QString::fromLatin1(part);
    QProcess probe;
    prepare(probe, bubblewrap, QStringList(arguments) << QStringLiteral("true"));
    probe.start();
    const bool works =
        probe.waitForFinished(startWait) && probe.exitStatus() == QProcess::NormalExit && probe.exitCode() == 0;
    return works ? arguments : QStringList();
}

void stop(QProcess& process)
{
    process.kill();
    process.waitForFinished(startWait);
}

} // namespace

Result<ChildProgram> ChildProgram::find(const QString& name, const QString& package)
{
    ChildProgram found;
    found.m_path = QStandardPaths::findExecutable(name);
    if (found.m_path.isEmpty())
        return Error{ErrorCode::NotFound,
                     QStringLiteral("This file is read through the program %1, which is not installed").arg(name),
                     {},
                     QStringLiteral("Install the package %1 (apt install %1) and import again.").arg(package)};
    found.m_wall = wall(found.m_bubblewrap);
    return found;
}

Result<QString> ChildProgram::run(const QStringList& arguments,
                                  const std::function<bool(std::string_view)>& output) const
{
    QProcess process;
    prepare(process, m_wall.isEmpty() ? m_path : m_bubblewrap,
            m_wall.isEmpty() ? arguments : m_wall + QStringList{m_path} + arguments);
    const auto failed = [this](const QString& what) {
        return Error{ErrorCode::Corrupt, QStringLiteral("%1 %2").arg(m_path.section(u'/', -1), what), {}, {}};
    };
    process.start();
    if (!process.waitForStarted(startWait))
        return failed(QStringLiteral("could not be started: %1").arg(process.errorString()));
    QByteArray said;
    bool stopped = false;
    const auto drain = [&] {
        const QByteArray bytes = process.readAllStandardOutput();
        said = (said + process.readAllStandardError()).left(4096);
        stopped = !bytes.isEmpty() && !output({bytes.constData(), std::size_t(bytes.size())});
    };
    while (!stopped && process.state() != QProcess::NotRunning) {
        const bool more = process.waitForReadyRead(silenceWait);
        drain();
        if (!more && process.state() == QProcess::Running && process.error() == QProcess::Timedout) {
            stop(process);
            return failed(QStringLiteral("printed nothing for a minute and was ended"));
        }
    }
    if (stopped) {
        stop(process);
        return QString::fromUtf8(said);
    }
    process.waitForFinished(startWait);
    drain();
    if (process.exitStatus() != QProcess::NormalExit)
        return failed(QStringLiteral("died while reading the file; what it had printed was dropped"));
    if (process.exitCode() > 128) // a shell or the wall tells a signal so
        return failed(QStringLiteral("died of signal %1 while reading the file; what it had printed was dropped")
                          .arg(process.exitCode() - 128));
    if (process.exitCode() != 0)
        said += QByteArrayLiteral(" (exit code ") + QByteArray::number(process.exitCode()) + ')';
    return QString::fromUtf8(said).trimmed();
}

} // namespace tideline
