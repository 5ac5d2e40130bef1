// SPDX-FileCopyrightText: 2026 Tideline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/samples.h"

#include <QCoreApplication>

#include <cstdio>

// A program that works in a case and says on its output what the case has acknowledged, until it is killed.

namespace tideline {
namespace {

void say(const char* what, qint64 number)
{
    std::printf("%s %lld\n", what, static_cast<long long>(number));
    std::fflush(stdout);
}

int hold(CaseFile& file)
{
    std::printf("%s\n", file.isReadOnly() ? qPrintable(file.readOnlyReason()) : "writable");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}

int annotate(CaseFile& file, int first)
{
    for (int number = first;; ++number) {
        const bool stored = number % 2 ? bool(file.putAnnotation(fullAnnotation(QString::number(number))))
                                       : bool(file.putEvent(plainEvent(number)));
        if (!stored)
            return 1;
        say("C", number);
    }
}

/// Block k of import n brings rows of every kind; every third import is cancelled.
int import(CaseFile& file, int first)
{
    for (int number = first;; ++number) {
        const QString name = QStringLiteral("import-%1").arg(number);
        auto writer = file.beginImport(sourceOf(name), name);
        if (!writer)
            return 1;
        say("I", (*writer)->sourceId());
        for (int block = 0; block < 4; ++block) {
            if (!(*writer)->write(block, blockRows(number, block, (*writer)->sourceId())))
                return 1;
            say("B", block);
        }
        if (number % 3 == 2) {
            if (!(*writer)->cancel())
                return 1;
            say("X", (*writer)->sourceId());
        } else {
            if (!(*writer)->complete(sourceOf(name)))
                return 1;
            say("C", (*writer)->sourceId());
        }
    }
}

int run(const QStringList& arguments)
{
    auto file = CaseFile::open(arguments.value(2), OpenMode::ReadWrite);
    if (!file) {
        std::printf("%s\n", qPrintable(file.error().text()));
        return 2;
    }
    if (arguments.value(1) == QLatin1String("hold"))
        return hold(**file);
    if (arguments.value(1) == QLatin1String("annotate"))
        return annotate(**file, arguments.value(3).toInt());
    return import(**file, arguments.value(3).toInt());
}

} // namespace
} // namespace tideline

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    return tideline::run(application.arguments());
}
