/**
 * The map engine is the heaviest part by far. It is fetched when the first figures are on screen:
 * `shown` resolves then.
 */
export async function mapStageAfter(shown: Promise<void>) {
  await shown
  return import('../map/MapStage.vue')
}
