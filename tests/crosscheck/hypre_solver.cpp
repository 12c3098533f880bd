#include "hypre_solver.hpp"

#include <HYPRE_struct_ls.h>

#include <array>
#include <chrono>

namespace trabecula::test {

namespace {

/// MPI and hypre, from the first use to the end of the program.
struct Library {
    Library()
    {
        MPI_Init(nullptr, nullptr);
        HYPRE_Init();
    }
    ~Library()
    {
        HYPRE_Finalize();
        MPI_Finalize();
    }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

constexpr int entries = 4;  // of the symmetric stencil: own, east, north, above

/// The operator by voxel, entry after entry.
std::vector<double> matrix_values(const Setup& problem)
{
    std::vector<double> values(problem.grid.size() * entries, 0.0);
    for (std::size_t i = 0; i < problem.grid.size(); ++i) values[i * entries] = problem.removal(i);
    for (const Face& face : open_faces(problem)) {
        const std::size_t step = face.b - face.a;
        const auto row = static_cast<std::size_t>(problem.grid.nx);
        const std::size_t entry = step == 1 ? 1 : step == row ? 2 : 3;
        values[face.a * entries + entry] = -face.rate;
        values[face.a * entries] += face.rate;
        values[face.b * entries] += face.rate;
    }
    return values;
}

double seconds_since(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Grid, matrix and vectors of one problem.
class System {
  public:
    explicit System(const Setup& problem)
        : lower_{0, 0, 0}, upper_{problem.grid.nx - 1, problem.grid.ny - 1, problem.grid.nz - 1}
    {
        HYPRE_StructGridCreate(MPI_COMM_WORLD, 3, &grid_);
        HYPRE_StructGridSetExtents(grid_, lower_.data(), upper_.data());
        HYPRE_StructGridAssemble(grid_);
        HYPRE_StructStencilCreate(3, entries, &stencil_);
        std::array<std::array<HYPRE_Int, 3>, entries> offsets{{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
        for (HYPRE_Int e = 0; e < entries; ++e)
            HYPRE_StructStencilSetElement(stencil_, e, offsets[static_cast<std::size_t>(e)].data());
        HYPRE_StructMatrixCreate(MPI_COMM_WORLD, grid_, stencil_, &matrix_);
        HYPRE_StructMatrixSetSymmetric(matrix_, 1);
        HYPRE_StructMatrixInitialize(matrix_);
        std::array<HYPRE_Int, entries> all{0, 1, 2, 3};
        HYPRE_StructMatrixSetBoxValues(matrix_, lower_.data(), upper_.data(), entries, all.data(),
                                       matrix_values(problem).data());
        HYPRE_StructMatrixAssemble(matrix_);
        std::vector<double> right(problem.grid.size());
        for (std::size_t i = 0; i < right.size(); ++i) right[i] = problem.supply(i);
        right_ = vector_of(right);
        solution_ = vector_of(std::vector<double>(right.size(), 0.0));
    }
    ~System()
    {
        HYPRE_StructVectorDestroy(solution_);
        HYPRE_StructVectorDestroy(right_);
        HYPRE_StructMatrixDestroy(matrix_);
        HYPRE_StructStencilDestroy(stencil_);
        HYPRE_StructGridDestroy(grid_);
    }
    System(const System&) = delete;
    System& operator=(const System&) = delete;

    void solve(double relative_residual, HypreSolution& result)
    {
        HYPRE_StructSolver preconditioner = nullptr;
        HYPRE_StructPFMGCreate(MPI_COMM_WORLD, &preconditioner);
        HYPRE_StructPFMGSetMaxIter(preconditioner, 1);
        HYPRE_StructPFMGSetTol(preconditioner, 0.0);
        HYPRE_StructPFMGSetZeroGuess(preconditioner);
        HYPRE_StructPFMGSetRelaxType(preconditioner, 2);  // red-black Gauss-Seidel, symmetric
        HYPRE_StructSolver solver = nullptr;
        HYPRE_StructPCGCreate(MPI_COMM_WORLD, &solver);
        HYPRE_StructPCGSetMaxIter(solver, 500);
        HYPRE_StructPCGSetTol(solver, relative_residual);
        HYPRE_StructPCGSetTwoNorm(solver, 1);
        HYPRE_StructPCGSetPrecond(solver, HYPRE_StructPFMGSolve, HYPRE_StructPFMGSetup, preconditioner);
        auto begin = std::chrono::steady_clock::now();
        HYPRE_StructPCGSetup(solver, matrix_, right_, solution_);
        result.seconds_to_set_up = seconds_since(begin);
        begin = std::chrono::steady_clock::now();
        HYPRE_StructPCGSolve(solver, matrix_, right_, solution_);
        result.seconds_to_solve = seconds_since(begin);
        HYPRE_StructPCGGetNumIterations(solver, &result.iterations);
        HYPRE_StructVectorGetBoxValues(solution_, lower_.data(), upper_.data(), result.concentration_pM.data());
        HYPRE_StructPCGDestroy(solver);
        HYPRE_StructPFMGDestroy(preconditioner);
    }

  private:
    HYPRE_StructVector vector_of(std::vector<double> values)
    {
        HYPRE_StructVector vector = nullptr;
        HYPRE_StructVectorCreate(MPI_COMM_WORLD, grid_, &vector);
        HYPRE_StructVectorInitialize(vector);
        HYPRE_StructVectorSetBoxValues(vector, lower_.data(), upper_.data(), values.data());
        HYPRE_StructVectorAssemble(vector);
        return vector;
    }

    std::array<HYPRE_Int, 3> lower_, upper_;
    HYPRE_StructGrid grid_ = nullptr;
    HYPRE_StructStencil stencil_ = nullptr;
    HYPRE_StructMatrix matrix_ = nullptr;
    HYPRE_StructVector right_ = nullptr;
    HYPRE_StructVector solution_ = nullptr;
};

}  // namespace

HypreSolution solve_with_hypre(const Setup& problem, double relative_residual)
{
    static const Library library;
    HypreSolution result;
    result.concentration_pM.resize(problem.grid.size());
    const auto begin = std::chrono::steady_clock::now();
    System system(problem);
    result.seconds_to_assemble = seconds_since(begin);
    system.solve(relative_residual, result);
    return result;
}

}  // namespace trabecula::test
