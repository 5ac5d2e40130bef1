// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "models/query/fields.h"

#include <QApplication>
#include <QGuiApplication>

#include <memory>

using namespace tideline;

namespace {

std::vector<Command> allCommands()
{
    std::vector<Command> all;
    for (auto group : {caseCommands(), setupCommands(), sourceCommands(), dataCommands(), listCommands(),
                       measureCommands(), outputCommands(), attachCommands()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

void printHelp(const std::vector<Command>& commands)
{
    printLine(QStringLiteral("Tideline %1. Usage: tideline-cli VERB …\n").arg(QStringLiteral(TIDELINE_VERSION)));
    for (const Command& command : commands) {
        printLine(QStringLiteral("  %1 %2").arg(command.name, command.usage));
        printLine(QStringLiteral("      %1").arg(command.description));
    }
    printLine(
        QStringLiteral("\nExit codes: 0 done, 1 a check failed, 2 could not, 3 done but some rows were rejected."));
}

int fail(const Error& error)
{
    printError(QStringLiteral("tideline-cli: ") + error.text());
    return static_cast<int>(Exit::CouldNot);
}

int runCommand(const Command& command, const QStringList& words)
{
    const auto arguments = Arguments::parse(words, command.options);
    if (!arguments)
        return fail(arguments.error());
    if (arguments->positional().size() < command.least)
        return fail({ErrorCode::BadArgument,
                     QStringLiteral("%1 needs more words").arg(command.name),
                     {},
                     QStringLiteral("Usage: tideline-cli %1 %2").arg(command.name, command.usage)});
    const auto result = command.run(*arguments);
    if (!result)
        return fail(result.error());
    return static_cast<int>(*result);
}

} // namespace

int main(int argc, char** argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words += QString::fromLocal8Bit(argv[i]);
    const std::vector<Command> commands = allCommands();
    if (words.isEmpty() || words.first() == u"help" || words.first() == u"--help" || words.first() == u"-h") {
        printHelp(commands);
        return words.isEmpty() ? static_cast<int>(Exit::CouldNot) : 0;
    }
    if (words.first() == u"--version") {
        printLine(QStringLiteral("tideline-cli %1").arg(QStringLiteral(TIDELINE_VERSION)));
        return 0;
    }
    const QString verb = words.takeFirst();
    QStringList names;
    for (const Command& command : commands)
        names += command.name;
    const auto at = names.indexOf(verb);
    if (at < 0) {
        const QStringList near = nearestNames(verb, names);
        return fail({ErrorCode::BadArgument,
                     QStringLiteral("There is no verb \"%1\"").arg(verb),
                     {},
                     near.isEmpty() ? QStringLiteral("See `tideline-cli help`.")
                                    : QStringLiteral("Did you mean %1?").arg(near.join(QStringLiteral(", ")))});
    }
    const Command& command = commands[static_cast<std::size_t>(at)];
    std::unique_ptr<QCoreApplication> application;
    if (command.needsGui) {
        // Drawing text needs an application with fonts, but no screen.
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    return runCommand(command, words);
}
