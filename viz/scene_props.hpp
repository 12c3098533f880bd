#pragma once
#include "viz/scene.hpp"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

namespace trabecula {

// What scenes are put together from, in VTK's terms; lengths in µm from the origin of the grid.

/// White, with the lights of all scenes.
vtkSmartPointer<vtkRenderer> lit_renderer();

vtkSmartPointer<vtkActor> bone_actor(const BoneImage& bone, Cut cut);
vtkSmartPointer<vtkActor> cells_actor(const CellImage& cells, const Grid& grid, Cut cut);
vtkSmartPointer<vtkActor> slice_actor(const FieldSlice& slice, const BoneImage& bone);
vtkSmartPointer<vtkActor> outline_actor(const Grid& grid, double width_px);

/// Parallel projection of the middle of the cube; the picture is `um_high`.
void aim(vtkCamera& camera, const Grid& grid, const Eye& eye, double um_high);

}  // namespace trabecula
