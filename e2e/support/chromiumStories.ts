/**
 * The files whose stories run in Chromium itself. All others run in its headless shell, if the
 * machine has it (chromium.ts).
 */
export const CHROMIUM_STORIES = [
	// The shell offers a translator that it does not have.
	'peoplesTranslations',
	'practiceLanguages',
	'reading',
	// A sample in the browser that people have: a half-day from its first card to the report, zoomed
	// pages and forced colours, and forty people at once.
	'displayModes',
	'halfDayWorkshop',
	'manyPeople',
	// Not tried in the shell, or not steady there.
	'development',
	'history',
	'notices',
	'threads',
].map((name) => `**/tests/${name}.spec.ts`)
