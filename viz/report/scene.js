// Bone and cells in three dimensions: the data are in the elements .arm (viz/report/scene_data.hpp).

// What the elements hold.
const SceneData = (() => {
  const numbers = (text) => text.split(' ').map(Number);

  function bytesOf(element) {
    const text = atob(element.textContent);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  function cellsOf(bytes, extent) {
    const view = new DataView(bytes.buffer);
    const cells = [];
    for (let at = 0; at + 8 <= bytes.length; at += 8)
      cells.push({
        place: extent.map((length, axis) => (view.getUint16(at + 2 * axis, true) / 65535) * length),
        type: bytes[at + 6],
        radius: bytes[at + 7] / 10,
      });
    return cells;
  }

  function frameOf(element, arm) {
    let content = null; // decoded when it is first shown
    return {
      time: element.dataset.time,
      counts: numbers(element.dataset.counts),
      get content() {
        content = content || {
          bone: {
            size: arm.voxels, spacing: arm.spacing,
            values: Bone.unpacked(bytesOf(element.querySelector('.bone')), arm.voxels[0] * arm.voxels[1] * arm.voxels[2]),
          },
          cells: cellsOf(bytesOf(element.querySelector('.cells')), arm.extent),
        };
        return content;
      },
    };
  }

  function armOf(element) {
    const arm = {
      name: element.dataset.name, extent: numbers(element.dataset.extent), voxels: numbers(element.dataset.voxels),
      spacing: Number(element.dataset.spacing),
      types: Array.from(element.querySelectorAll('i'), (type) => ({
        name: type.dataset.name, colour: type.dataset.colour, weight: Number(type.dataset.weight), share: Number(type.dataset.share),
      })),
    };
    arm.frames = Array.from(element.querySelectorAll('.frame'), (frame) => frameOf(frame, arm));
    return arm;
  }

  return { read: () => Array.from(document.querySelectorAll('.arm'), armOf) };
})();

const manyCells = 20000;

// What is drawn: a canvas with a camera that turns about the box.
class SceneView {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector('canvas');
    this.renderer = new THREE.WebGLRenderer({ canvas: this.canvas, antialias: true, alpha: true, preserveDrawingBuffer: true });
    this.renderer.setPixelRatio(Math.min(window.devicePixelRatio, 2));
    this.scene = new THREE.Scene();
    this.camera = new THREE.OrthographicCamera(-1, 1, 1, -1, 1, 2);
    this.camera.up.set(0, 0, 1);
    this.scene.add(this.camera, new THREE.HemisphereLight(0xffffff, 0xb8b0a4, 0.55));
    const key = new THREE.DirectionalLight(0xffffff, 0.62);
    key.position.set(-0.35, 0.75, 1);
    this.camera.add(key, key.target);
    this.controls = new THREE.OrbitControls(this.camera, this.canvas);
    this.controls.screenSpacePanning = true;
    this.controls.addEventListener('change', () => this.draw());
    this.boneMaterial = new THREE.MeshPhongMaterial({ vertexColors: THREE.VertexColors, specular: 0x111111, shininess: 25, side: THREE.DoubleSide });
    this.bone = new THREE.Mesh(new THREE.BufferGeometry(), this.boneMaterial);
    this.cells = new THREE.Group();
    this.outline = new THREE.LineSegments(new THREE.BufferGeometry(), new THREE.LineBasicMaterial({ color: 0x8a8a8a }));
    this.scene.add(this.bone, this.cells, this.outline);
    new ResizeObserver(() => this.fit()).observe(this.canvas.parentNode);
  }

  /// The camera of the pictures: before the corner of large x, small y and large z.
  aim(extent) {
    this.extent = extent;
    const [turn, rise] = [34, 25].map((degrees) => (degrees * Math.PI) / 180);
    const away = 2 * (extent[0] + extent[1] + extent[2]);
    const centre = new THREE.Vector3(extent[0] / 2, extent[1] / 2, extent[2] / 2);
    const eye = new THREE.Vector3(Math.cos(rise) * Math.sin(turn), -Math.cos(rise) * Math.cos(turn), Math.sin(rise));
    this.camera.position.copy(centre).addScaledVector(eye, away);
    this.camera.near = away * 0.05;
    this.camera.far = away * 2;
    this.camera.zoom = 1;
    this.controls.target.copy(centre);
    this.outline.geometry.dispose();
    this.outline.geometry = new THREE.EdgesGeometry(new THREE.BoxBufferGeometry(extent[0], extent[1], extent[2]));
    this.outline.position.copy(centre);
    this.controls.update();
    this.fit();
  }

  fit() {
    if (!this.extent) return;
    const { clientWidth: width, clientHeight: height } = this.canvas.parentNode;
    const halfBox = 0.48 * Math.hypot(...this.extent);
    const half = Math.max(halfBox, (halfBox * height) / width);
    Object.assign(this.camera, { top: half, bottom: -half, left: (-half * width) / height, right: (half * width) / height });
    this.camera.updateProjectionMatrix();
    this.renderer.setSize(width, height, false);
    this.draw();
  }

  showCells(cells, types, isShown) {
    this.cells.children.slice().forEach((mesh) => { this.cells.remove(mesh); mesh.geometry.dispose(); mesh.material.dispose(); });
    types.forEach((type, t) => {
      const shown = cells.filter((cell) => cell.type === t && isShown(cell));
      if (shown.length === 0) return;
      const sphere = new THREE.SphereBufferGeometry(1, ...(cells.length > manyCells ? [10, 8] : [20, 14])); // of its own: three.js keeps the places of instances with it
      const material = new THREE.MeshPhongMaterial({ color: type.colour, specular: 0x333333, shininess: 25 });
      const mesh = new THREE.InstancedMesh(sphere, material, shown.length);
      const matrix = new THREE.Matrix4();
      shown.forEach((cell, i) => {
        matrix.makeScale(cell.radius, cell.radius, cell.radius).setPosition(...cell.place);
        mesh.setMatrixAt(i, matrix);
      });
      mesh.frustumCulled = false;
      this.cells.add(mesh);
    });
  }

  draw() {
    this.renderer.render(this.scene, this.camera);
    this.drawScale();
    this.drawAxes();
  }

  /// A bar of a round length: the projection is parallel, so it holds everywhere.
  drawScale() {
    const pixelsPerMicrometre = (this.camera.zoom * this.canvas.clientHeight) / (this.camera.top - this.camera.bottom);
    const most = (0.25 * this.canvas.clientWidth) / pixelsPerMicrometre;
    const power = 10 ** Math.floor(Math.log10(most));
    const length = [5, 2, 1].map((factor) => factor * power).find((candidate) => candidate <= most);
    this.root.querySelector('.scale b').style.width = `${length * pixelsPerMicrometre}px`;
    this.root.querySelector('.scale span').textContent = length < 1000 ? `${Number(length.toPrecision(3))} µm` : `${length / 1000} mm`;
  }

  drawAxes() {
    const lines = ['x', 'y', 'z'].map((name, axis) => {
      const way = new THREE.Vector3().setComponent(axis, 1).transformDirection(this.camera.matrixWorldInverse);
      const [x, y] = [way.x, -way.y];
      return `<path d="M0 0L${22 * x} ${22 * y}"/><text x="${32 * x}" y="${32 * y + 4}">${name}</text>`;
    });
    this.root.querySelector('.axes').innerHTML = lines.join('');
  }
}

// What the reader chooses: scenario, time, types, cut, opacity.
class ScenePanel {
  constructor(root, arms) {
    this.root = root;
    this.arms = arms;
    this.hidden = new Set();
    this.view = new SceneView(root);
    this.ivory = new THREE.Color(root.dataset.bone);
    this.cutColour = new THREE.Color(root.dataset.cutBone);
    const on = (selector, type, act) => this.find(selector).addEventListener(type, act);
    arms.forEach((arm) => this.find('.arms select').add(new Option(arm.name)));
    this.find('.arms').hidden = arms.length < 2;
    on('.arms select', 'change', () => this.chooseArm());
    on('.frame-number', 'input', () => this.show());
    on('.cut', 'input', () => this.show());
    on('.axis', 'change', () => this.show());
    on('.opacity', 'input', () => this.showOpacity());
    on('.reset', 'click', () => this.view.aim(this.arm.extent));
    on('.play', 'click', () => this.play());
    this.chooseArm();
    this.view.aim(this.arm.extent);
  }

  find(selector) { return this.root.querySelector(selector); }
  get arm() { return this.arms[this.find('.arms select').selectedIndex]; }
  get frame() { return this.arm.frames[Number(this.find('.frame-number').value)]; }

  chooseArm() {
    const slider = this.find('.frame-number');
    const share = slider.max > 0 ? slider.value / slider.max : 1;
    slider.max = this.arm.frames.length - 1;
    slider.value = Math.round(share * slider.max);
    this.find('.player').hidden = this.arm.frames.length < 2;
    this.listTypes();
    this.show();
    if (this.view.extent && this.view.extent.join() !== this.arm.extent.join()) this.view.aim(this.arm.extent);
  }

  listTypes() {
    const row = (key, name, colour, mark) => {
      const item = document.createElement('li');
      item.innerHTML = '<label><input type="checkbox"><i></i><span></span><output></output></label>';
      const box = item.querySelector('input');
      box.checked = !this.hidden.has(key);
      box.addEventListener('change', () => { this.hidden[box.checked ? 'delete' : 'add'](key); this.show(); });
      item.querySelector('i').style.setProperty('--dot', colour);
      item.querySelector('i').className = mark;
      item.querySelector('span').textContent = name;
      return item;
    };
    this.find('.types').replaceChildren(row('bone', 'bone', this.root.dataset.bone, 'bone'),
      ...this.arm.types.map((type) => row(type.name, type.name, type.colour, '')));
  }

  /// The part of the box that is shown, in voxels: from low up to high.
  box() {
    const axis = Number(this.find('.axis').value);
    const low = [0, 0, 0];
    const high = [...this.arm.voxels];
    const cut = Math.round((this.find('.cut').value / 100) * high[axis]);
    if (axis === 1) low[axis] = cut; // the eye is before small y, and before large x and z
    else high[axis] -= cut;
    return { low, high, isWhole: cut === 0 };
  }

  showBone(frame, { low, high, isWhole }) {
    const isKept = this.view.bone.geometry === frame.whole;
    if (!isKept) this.view.bone.geometry.dispose();
    const make = () => Bone.geometryOf(frame.content.bone, low, high, this.ivory, this.cutColour);
    if (isWhole) frame.whole = frame.whole || make();
    this.view.bone.geometry = isWhole ? frame.whole : make();
    this.view.bone.visible = !this.hidden.has('bone');
  }

  show() {
    const { arm, frame } = this;
    const box = this.box();
    const isInside = (cell) => cell.place.every((um, axis) => um >= box.low[axis] * arm.spacing && um <= box.high[axis] * arm.spacing);
    this.showBone(frame, box);
    this.view.showCells(frame.content.cells, arm.types, (cell) => !this.hidden.has(arm.types[cell.type].name) && isInside(cell));
    this.find('.time').textContent = frame.time;
    this.root.querySelectorAll('.types output').forEach((output, i) => {
      if (i === 0) return;
      const type = arm.types[i - 1];
      output.textContent = `${frame.counts[i - 1]}${type.weight === 1 ? '' : ` × ${type.weight}`}`;
      output.title = type.share < 1 ? `${Math.round(100 * type.share)} % of them are drawn` : '';
      if (type.share < 1) output.textContent += ` (${Math.round(100 * type.share)} % drawn)`;
    });
    this.view.draw();
  }

  showOpacity() {
    const opacity = this.find('.opacity').value / 100;
    Object.assign(this.view.boneMaterial, { opacity, transparent: opacity < 1, depthWrite: opacity === 1, needsUpdate: true });
    this.view.draw();
  }

  play() {
    const slider = this.find('.frame-number');
    const stop = () => { clearInterval(this.playing); this.playing = null; this.find('.play').textContent = '▶'; };
    if (this.playing) { stop(); return; }
    if (slider.value === slider.max) slider.value = 0;
    this.find('.play').textContent = '❚❚';
    this.show();
    this.playing = setInterval(() => {
      if (slider.value === slider.max) { stop(); return; }
      slider.stepUp();
      this.show();
    }, 400);
  }
}

(() => {
  const root = document.querySelector('.scene');
  if (!root) return;
  const problem = document.querySelector('.scene-problem');
  root.hidden = false;
  try {
    root.panel = new ScenePanel(root, SceneData.read());
    problem.hidden = true;
  } catch (error) {
    root.hidden = true;
    problem.textContent = `This view could not be drawn (${error.message}). It needs WebGL.`;
  }
})();
