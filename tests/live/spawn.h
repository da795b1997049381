// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QByteArray>
#include <QStringList>
#include <cstdio>
#include <memory>
#include <vector>

namespace stampede::test {

/// What a program prints that reads `input` from standard input, trimmed. Without QProcess, whose fork in an uninstrumented library makes
/// the thread sanitizer lose sight of locks taken afterwards.
inline QByteArray output_of(const QString& program, const QStringList& arguments, const QByteArray& input = {}) {
    using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
    const File in(std::tmpfile(), std::fclose);
    const File out(std::tmpfile(), std::fclose);
    if (!in || !out) return {};
    std::fwrite(input.constData(), 1, static_cast<std::size_t>(input.size()), in.get());
    std::rewind(in.get());

    QList<QByteArray> words{program.toUtf8()};
    for (const QString& argument : arguments) words << argument.toUtf8();
    std::vector<char*> argv;
    for (QByteArray& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, fileno(in.get()), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, fileno(out.get()), STDOUT_FILENO);
    pid_t child = 0;
    const bool started = posix_spawnp(&child, argv.front(), &files, nullptr, argv.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&files);
    if (!started || waitpid(child, nullptr, 0) != child) return {};

    std::rewind(out.get());
    QByteArray printed;
    char chunk[4096];
    for (std::size_t got = 0; (got = std::fread(chunk, 1, sizeof chunk, out.get())) > 0;) printed.append(chunk, static_cast<int>(got));
    return printed.trimmed();
}

}  // namespace stampede::test
