// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/script_replayer.h"

#include "app/composition.h"
#include "core/explore/script_player.h"

namespace stampede {

ui::RacePanel::Replayer script_replayer(const WindowCommand& command) {
    return [command](const Script& script) -> tl::expected<ui::RacePanel::Replay, std::string> {
        auto composed = compose_live(ScriptPlayer::config_of(script.scenario), Places{command.data_dir, {}, {}}, {});
        if (!composed) return tl::unexpected(composed.error());
        auto played = ScriptPlayer(*composed->rig.loop, *composed->rig.world, composed->run_until).play(script);
        if (!played) return tl::unexpected(played.error());
        return ui::RacePanel::Replay{std::move(*played), QString::fromStdString(composed->description)};
    };
}

}  // namespace stampede
