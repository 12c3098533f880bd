#include "app/scenario/config_folder.hpp"

#include "app/version.hpp"

#include <cstdlib>
#include <string>

namespace trabecula {

std::filesystem::path config_folder()
{
    const char* const configs = std::getenv("TRABECULA_CONFIGS");
    return configs != nullptr ? std::string(configs) : std::string(configs_folder);
}

}  // namespace trabecula
