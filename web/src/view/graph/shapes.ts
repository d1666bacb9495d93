import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import { floatColor } from "sigma/utils";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { KINDS, SHAPES, reach, type Kind } from "../../shared/kinds";

// Draws a node as the shape of its kind: a circle, or a polygon of some corners; full, or a ring.

const REACH = 1.3;
/** How far beyond the size of a node its corners stand. */

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_place;
varying float v_radius;
varying float v_shape;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0 * ${REACH.toFixed(2)};
  v_place = size * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + v_place, 1)).xy, 0, 1);
  v_radius = size / 2.0 / ${REACH.toFixed(2)};
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_place;
varying float v_radius;
varying float v_shape;
uniform float u_correctionRatio;
const float PI = 3.14159265;
float polygon(float corners, float turn, float reach) {
  float part = 2.0 * PI / corners;
  float angle = atan(v_place.x, v_place.y) + turn;
  float near = cos(floor(0.5 + angle / part) * part - angle) * length(v_place);
  return near - v_radius * reach * cos(PI / corners);
}
void main(void) {
  float border = u_correctionRatio * 2.0;
  float far = length(v_place) - v_radius;
${KINDS.map((kind, i) => {
  const { corners, turn } = SHAPES[kind];
  if (corners === 0) return "";
  return `  if (v_shape > ${(i - 0.5).toFixed(1)} && v_shape < ${(i + 0.5).toFixed(1)}) far = polygon(${corners.toFixed(1)}, ${(turn * 2 * Math.PI + Math.PI / corners).toFixed(5)}, ${reach(corners).toFixed(2)});\n`;
}).join("")}  far += border;
  #ifdef PICKING_MODE
  gl_FragColor = far > border ? vec4(0.0) : v_color;
  #else
  float cover = 1.0 - clamp(far / border, 0.0, 1.0);
  if (v_shape > ${(KINDS.indexOf("Statement") - 0.5).toFixed(1)}) cover *= clamp((far + v_radius * 0.55) / border, 0.0, 1.0);
  gl_FragColor = v_color * cover;
  #endif
}`;

type Uniform = "u_sizeRatio" | "u_correctionRatio" | "u_matrix";

/** A node as it is drawn, with its kind. */
export interface ShapedNode extends NodeDisplayData {
  kind: Kind;
}

export class ShapeProgram extends NodeProgram<Uniform> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as Uniform[],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(node: number, start: number, data: NodeDisplayData): void {
    this.array.set([data.x, data.y, data.size, KINDS.indexOf((data as ShapedNode).kind), floatColor(data.color), node], start);
  }

  setUniforms(parameters: RenderParams, { gl, uniformLocations }: ProgramInfo<Uniform>): void {
    gl.uniform1f(uniformLocations.u_correctionRatio, parameters.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, parameters.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, parameters.matrix);
  }
}
