import { readdirSync, readFileSync } from 'node:fs'
import { ADOPTION_STATUSES, LOCALES, PRACTICE_SECTIONS, PRACTICE_THEMES, TRANSFER_FACTORS } from '@charrette/shared'
import { z } from 'zod'
import { SAMPLE_PRACTICES_DIR } from '../../paths.ts'

const days = z.int().min(0)
const locale = z.enum(LOCALES)
const texts = z.partialRecord(locale, z.partialRecord(z.enum(PRACTICE_SECTIONS), z.string()))
const weight = z.union([z.literal(-2), z.literal(-1), z.literal(0), z.literal(1), z.literal(2)])

const sampleAdoption = z.object({
	city: z.string(),
	/** Number of the group, from 1, whose board of the second day has the adoption. */
	group: z.int(),
	/** The language in which the adopting city writes. */
	locale,
	status: z.enum(ADOPTION_STATUSES),
	/** Number of days ago that each status was set. */
	daysAgo: z.partialRecord(z.enum(ADOPTION_STATUSES), days),
	factors: z.partialRecord(z.enum(TRANSFER_FACTORS), z.object({ weight, note: z.string() })),
	adaptation: z.string(),
	report: z.string(),
	isShown: z.boolean(),
	/**
	 * The card of the sample with the obstacle that the practice answers, and the texts that the
	 * group wrote beside it.
	 */
	obstacle: z.string(),
	helps: z.string(),
	blocks: z.string(),
	action: z.string(),
})

const samplePractice = z.object({
	/** The solution card of the sample from which the practice was written. */
	card: z.string(),
	original: locale,
	publishedDaysAgo: days,
	/** Number of days ago that its second version was published; missing if it has only one. */
	revisedDaysAgo: days.optional(),
	facts: z.object({
		themes: z.array(z.enum(PRACTICE_THEMES)),
		sdgs: z.array(z.int()),
		city: z.object({
			name: z.string(),
			country: z.string(),
			region: z.string().exactOptional(),
			population: z.int(),
		}),
		startedOn: z.string(),
		endedOn: z.string().exactOptional(),
	}),
	texts,
	/** Sections of the first version that differ from the current ones. */
	earlier: texts.default({}),
	adoptions: z.array(sampleAdoption),
})

export type SampleAdoption = z.output<typeof sampleAdoption>
/**
 * A practice of the sample workshop, an invented example: its texts in four languages, and the
 * cities that adopted it.
 */
export type SamplePractice = z.output<typeof samplePractice>

export function readSamplePractices(): SamplePractice[] {
	const files = readdirSync(SAMPLE_PRACTICES_DIR).sort()
	return files.map((name) =>
		samplePractice.parse(JSON.parse(readFileSync(new URL(name, SAMPLE_PRACTICES_DIR), 'utf8'))),
	)
}
