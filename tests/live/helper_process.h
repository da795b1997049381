// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string>

namespace stampede::test {

/// Whether the process exists; one that has ended and was not waited for counts as gone.
inline bool alive(int pid) {
    if (pid <= 0 || (::kill(pid, 0) != 0 && errno == ESRCH)) return false;
    QProcess ps;
    ps.start(QStringLiteral("ps"), {QStringLiteral("-o"), QStringLiteral("stat="), QStringLiteral("-p"), QString::number(pid)});
    ps.waitForFinished();
    const QByteArray state = ps.readAllStandardOutput().trimmed();
    return !state.isEmpty() && !state.startsWith('Z');
}

/// What redis-cli prints for the words on that socket, without the line's end.
inline QByteArray redis_cli(const std::filesystem::path& socket, const QStringList& words) {
    QProcess cli;
    cli.start(QStringLiteral("redis-cli"), QStringList{QStringLiteral("-s"), QString::fromStdString(socket.string())} + words);
    cli.waitForFinished();
    return cli.readAllStandardOutput().trimmed();
}

inline bool is_empty_folder(const std::filesystem::path& folder) { return std::filesystem::is_empty(folder); }

/// A program that holds a live lab open.
class HelperProcess {
   public:
    HelperProcess(const QString& data, const QString& sockets) { process_.start(QStringLiteral(STAMPEDE_LIVE_HELPER), {data, sockets}); }
    ~HelperProcess() { kill(); }

    /// False when it could not open; then `errors` says why.
    bool opened() {
        while (!process_.canReadLine()) {
            if (!process_.waitForReadyRead(20'000)) return false;
        }
        const QList<QByteArray> words = process_.readLine().trimmed().split(' ');
        server_pid = words.value(0).toInt();
        socket = words.value(1).toStdString();
        return server_pid > 0;
    }
    QByteArray errors() { return process_.readAllStandardError(); }
    void kill() {
        process_.kill();
        process_.waitForFinished();
    }

    int server_pid = 0;
    std::filesystem::path socket;

   private:
    QProcess process_;
};

}  // namespace stampede::test
