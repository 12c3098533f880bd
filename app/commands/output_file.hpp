#pragma once
#include <CLI/CLI.hpp>

#include <string>

namespace trabecula {

/// The file that a command writes, by -o, and the leave to replace one that is there, by --force.
struct OutputFile {
    std::string path;
    bool force = false;

    CLI::Option* add_to(CLI::App& command, const std::string& what)
    {
        CLI::Option* output = command.add_option("-o,--output", path, what);
        command.add_flag("--force", force, "replace the file that is there");
        return output;
    }

    /// Does nothing when no file was named.
    /// @throws InputError  the file holds something and may not be replaced, or lies in the folder of a run
    void check() const;
};

/// Prints a text, where the file is called "-", or writes it, where a file is named at all. @throws FileError
void tell(const std::string& path, const std::string& text);

}  // namespace trabecula
