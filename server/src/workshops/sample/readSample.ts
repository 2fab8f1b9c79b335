import { readFileSync } from 'node:fs'
import { CARD_KINDS, LOCALES, OBSTACLE_CATEGORIES, phaseBody } from '@charrette/shared'
import { z } from 'zod'
import { SAMPLE_FILE } from '../../paths.ts'

const sampleCard = z.object({
	id: z.string(),
	kind: z.enum(CARD_KINDS),
	text: z.string(),
	city: z.string(),
	category: z.enum(OBSTACLE_CATEGORIES).nullable().default(null),
	/** The number of its group, from 1. */
	group: z.int(),
})
const sampleLink = z.object({ from: z.string(), to: z.string() })

const sampleFile = z.object({
	locales: z.array(z.enum(LOCALES)),
	cities: z.array(z.object({ name: z.string(), country: z.string() })),
	session: z.object({ phases: z.array(phaseBody) }),
	cards: z.array(sampleCard),
	links: z.array(sampleLink),
})

export type SampleCard = z.output<typeof sampleCard>
export type SampleLink = z.output<typeof sampleLink>

/** The sample workshop: the cities, run sheet, cards and links of a real day. */
export interface Sample extends Pick<z.output<typeof sampleFile>, 'locales' | 'cities' | 'cards' | 'links'> {
	phases: z.output<typeof sampleFile>['session']['phases']
	/** How many groups its cards belong to. */
	groups: number
}

export function readSample(): Sample {
	const { locales, cities, session, cards, links } = sampleFile.parse(JSON.parse(readFileSync(SAMPLE_FILE, 'utf8')))
	return { locales, cities, phases: session.phases, cards, links, groups: Math.max(...cards.map((card) => card.group)) }
}
