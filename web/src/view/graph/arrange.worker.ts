import { arrange, type Plan } from "./arrange";

// Lays out beside the page, so that the page answers meanwhile.
addEventListener("message", ({ data }: MessageEvent<Plan>) => {
  for (const places of arrange(data)) postMessage(places);
  postMessage(null);
});
