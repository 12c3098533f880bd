#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace trabecula {

/// Where a value was written: file, line and column (1-based; 0 when the place has none, as for `--set`).
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
};

/// "configs/a.toml:14:18"
std::string to_string(const Place& place);

/// One thing wrong with the input: where, and what with which remedy.
struct Problem {
    Place place;
    std::string message;
};

/// Wrong input from the user: all problems that could be found at once. The command line exits with 2.
class InputError : public std::runtime_error {
  public:
    explicit InputError(std::vector<Problem> problems);
    explicit InputError(std::string message) : InputError(std::vector<Problem>{{{}, std::move(message)}}) {}
    const std::vector<Problem>& problems() const { return problems_; }

  private:
    std::vector<Problem> problems_;
};

/// Something outside failed: a file that cannot be written, a disk that is full, a file that is damaged.
class FileError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Reads a file that the user named: one that is damaged, or not of the kind that was expected, is wrong input.
/// @throws InputError  with the words of a FileError
template <class Read>
auto as_input(Read&& read)
{
    try {
        return read();
    } catch (const FileError& damage) {
        throw InputError(std::string(damage.what()));
    }
}

/// Gathers problems while reading goes on, so that the user sees all of them at once.
class Problems {
  public:
    void add(Place place, std::string message) { found_.push_back({std::move(place), std::move(message)}); }
    bool any() const { return !found_.empty(); }
    std::size_t count() const { return found_.size(); }

    /// @throws InputError with everything found so far, in order of place; does nothing when there is none.
    void throw_if_any() const;

  private:
    std::vector<Problem> found_;
};

}  // namespace trabecula
