import { arrange, type Plan } from "./arrange";
import Arranger from "./arrange.worker?worker&inline";

/** Lays a network out; `show` gets the places as they become known, and whether they are final. */
export function arranging(plan: Plan, show: (places: Float32Array, final: boolean) => void): void {
  let last: Float32Array | null = null;
  const take = (places: Float32Array | null) => {
    if (places) show((last = places), false);
    else if (last) show(last, true);
  };
  try {
    const worker = new Arranger();
    worker.onmessage = ({ data }: MessageEvent<Float32Array | null>) => {
      take(data);
      if (data === null) worker.terminate();
    };
    worker.onerror = () => {
      worker.terminate();
      here(plan, take);
    };
    worker.postMessage(plan);
  } catch {
    here(plan, take);
  }
}

/** The same on the page itself, step by step, where a browser allows no worker. */
function here(plan: Plan, take: (places: Float32Array | null) => void): void {
  const steps = arrange(plan);
  const step = () => {
    const { value, done } = steps.next();
    take(done ? null : (value as Float32Array));
    if (!done) setTimeout(step);
  };
  step();
}
