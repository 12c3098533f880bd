'use strict';

// The surface of bone, made from its fraction in each voxel.
const Bone = (() => {
  const iso = 127.5;
  const shadeRadius = 60; // µm
  const deepestShade = 0.62;

  /// Repeated bytes 0 and 255 are stored as the byte and how often it comes.
  function unpacked(bytes, count) {
    const values = new Uint8Array(count);
    for (let from = 0, to = 0; from < bytes.length; from += 1) {
      const value = bytes[from];
      if (value === 0 || value === 255) {
        from += 1;
        values.fill(value, to, to + bytes[from]);
        to += bytes[from];
      } else {
        values[to] = value;
        to += 1;
      }
    }
    return values;
  }

  /// The part from low to high (voxels) with a margin of one, in which a voxel mirrors its neighbour about the iso
  /// value, so that the surface closes exactly at the faces.
  function padded(bone, low, high) {
    const size = [0, 1, 2].map((a) => high[a] - low[a] + 2);
    const values = new Uint8Array(size[0] * size[1] * size[2]);
    const inside = (value, a) => Math.min(Math.max(value, low[a]), high[a] - 1);
    let to = 0;
    for (let z = low[2] - 1; z <= high[2]; z += 1)
      for (let y = low[1] - 1; y <= high[1]; y += 1)
        for (let x = low[0] - 1; x <= high[0]; x += 1, to += 1) {
          const [u, v, w] = [inside(x, 0), inside(y, 1), inside(z, 2)];
          const value = bone.values[(w * bone.size[1] + v) * bone.size[0] + u];
          values[to] = u === x && v === y && w === z ? value : Math.min(127, 255 - value);
        }
    return { size, values, low };
  }

  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((c) => [c & 1, (c >> 1) & 1, c >> 2]);
  const edges = [[0, 1], [2, 3], [4, 5], [6, 7], [0, 2], [1, 3], [4, 6], [5, 7], [0, 4], [1, 5], [2, 6], [3, 7]];

  /// Surface nets (Gibson 1998): a vertex in every cube of eight voxels that the surface crosses, at the mean of the
  /// crossings of its edges; a quadrilateral across every edge of the lattice that the surface crosses.
  function surfaceNet({ size: [nx, ny, nz], values, low }, spacing) {
    const step = [1, nx, nx * ny];
    const offset = corners.map(([x, y, z]) => x + y * nx + z * nx * ny);
    const vertexOf = new Int32Array(values.length).fill(-1);
    const points = [];
    const triangles = [];
    for (let z = 0; z < nz - 1; z += 1)
      for (let y = 0; y < ny - 1; y += 1)
        for (let x = 0; x < nx - 1; x += 1) {
          const base = (z * ny + y) * nx + x;
          let full = 0;
          for (let c = 0; c < 8; c += 1) if (values[base + offset[c]] > iso) full += 1;
          if (full === 0 || full === 8) continue;
          const sum = [0, 0, 0];
          let crossings = 0;
          for (const [a, b] of edges) {
            const from = values[base + offset[a]];
            const to = values[base + offset[b]];
            if (from > iso === to > iso) continue;
            const share = (iso - from) / (to - from);
            for (let k = 0; k < 3; k += 1) sum[k] += corners[a][k] + share * (corners[b][k] - corners[a][k]);
            crossings += 1;
          }
          vertexOf[base] = points.length / 3;
          points.push((x + sum[0] / crossings + low[0] - 0.5) * spacing, (y + sum[1] / crossings + low[1] - 0.5) * spacing,
            (z + sum[2] / crossings + low[2] - 0.5) * spacing);
        }
    for (let at = 0; at < values.length; at += 1) {
      if (vertexOf[at] < 0) continue;
      const isFull = values[at] > iso;
      for (let axis = 0; axis < 3; axis += 1) {
        if (values[at + step[axis]] > iso === isFull) continue;
        const u = step[(axis + 1) % 3];
        const v = step[(axis + 2) % 3];
        const [a, b, c, d] = [vertexOf[at], vertexOf[at - u], vertexOf[at - u - v], vertexOf[at - v]];
        if (isFull) triangles.push(a, b, c, a, c, d);
        else triangles.push(a, c, b, a, d, c);
      }
    }
    return { points: new Float32Array(points), triangles: new Uint32Array(triangles) };
  }

  /// The mean over a box of so many voxels to either side, twice: how much bone there is around a place.
  function surroundings({ size: [nx, ny, nz], values }, radius) {
    const density = Float32Array.from(values, (value) => (value > iso ? 1 : 0));
    const along = (count, stride, first, sums) => {
      for (let i = 0; i < count; i += 1) sums[i + 1] = sums[i] + density[first + i * stride];
      for (let i = 0; i < count; i += 1) {
        const window = sums[Math.min(count, i + radius + 1)] - sums[Math.max(0, i - radius)];
        density[first + i * stride] = window / (2 * radius + 1); // nothing beyond the edge
      }
    };
    const sums = new Float64Array(Math.max(nx, ny, nz) + 1);
    for (let pass = 0; pass < 2; pass += 1) {
      for (let row = 0; row < ny * nz; row += 1) along(nx, 1, row * nx, sums);
      for (let z = 0; z < nz; z += 1) for (let x = 0; x < nx; x += 1) along(ny, nx, z * nx * ny + x, sums);
      for (let column = 0; column < nx * ny; column += 1) along(nz, nx * ny, column, sums);
    }
    return density;
  }

  /// Bone is darker where bone surrounds it; the faces where the box or the cut ends it have a colour of their own.
  function colours(geometry, part, spacing, high, ivory, cutColour) {
    const [nx, ny, nz] = part.size;
    const density = surroundings(part, Math.max(1, Math.round(shadeRadius / 2 / spacing)));
    const places = geometry.attributes.position.array;
    const normals = geometry.attributes.normal.array;
    const painted = new Float32Array(places.length);
    const nearFace = (i, a) => Math.min(Math.abs(places[i + a] - part.low[a] * spacing), Math.abs(places[i + a] - high[a] * spacing)) < 0.06 * spacing;
    const voxel = (i, a, count) => Math.min(count - 1, Math.max(0,
      Math.floor((places[i + a] + 0.6 * shadeRadius * normals[i + a]) / spacing) - part.low[a] + 1));
    for (let i = 0; i < places.length; i += 3) {
      const isFlat = nearFace(i, 0) || nearFace(i, 1) || nearFace(i, 2);
      const around = density[(voxel(i, 2, nz) * ny + voxel(i, 1, ny)) * nx + voxel(i, 0, nx)];
      const light = isFlat ? 1 : 1 - deepestShade * Math.min(1, 1.6 * around);
      const colour = isFlat ? cutColour : ivory;
      painted.set([colour.r * light, colour.g * light, colour.b * light], i);
    }
    return painted;
  }

  function geometryOf(bone, low, high, ivory, cutColour) {
    const part = padded(bone, low, high);
    const net = surfaceNet(part, bone.spacing);
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute('position', new THREE.BufferAttribute(net.points, 3));
    geometry.setIndex(new THREE.BufferAttribute(net.triangles, 1));
    geometry.computeVertexNormals();
    geometry.setAttribute('color', new THREE.BufferAttribute(colours(geometry, part, bone.spacing, high, ivory, cutColour), 3));
    return geometry;
  }

  return { unpacked, geometryOf };
})();
