// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/client_request.h"
#include "core/model/fault.h"

namespace stampede {

/// One thing that a person does to a lab in Step mode.
struct StoryStep {
    enum class Kind : std::uint8_t {
        send,    ///< `request`
        let_go,  ///< `operation`
        wake,    ///< whoever rests with `operation`
        wait,    ///< at most `at_most`
        inject,  ///< `fault`
        heal     ///< faults of `fault`'s kind
    };
    Kind kind = Kind::let_go;
    ClientRequest request{};
    OperationId operation = 0;
    Duration at_most{0};
    Fault fault{};

    static StoryStep send(const ClientRequest& request) { return {.kind = Kind::send, .request = request}; }
    static StoryStep let_go(OperationId operation) { return {.kind = Kind::let_go, .operation = operation}; }
    static StoryStep wake(OperationId operation) { return {.kind = Kind::wake, .operation = operation}; }
    static StoryStep wait(Duration at_most) { return {.kind = Kind::wait, .at_most = at_most}; }
    static StoryStep inject(const Fault& fault) { return {.kind = Kind::inject, .fault = fault}; }
    static StoryStep heal(FaultKind kind) { return {.kind = Kind::heal, .fault = Fault{kind}}; }
};

}  // namespace stampede
