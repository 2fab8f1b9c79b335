import { commandBody, createWorkshopBody, joinBody, shareBody } from '@charrette/shared'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import { validate } from './validate.ts'

const messageOf = (schema: z.ZodType, input: unknown) => {
	try {
		validate(schema, input)
		return 'nothing'
	} catch (thrown) {
		return thrown instanceof Error ? thrown.message : thrown
	}
}

it.each<[z.ZodType, unknown, string]>([
	[
		joinBody,
		{ code: 'ABCDEF', name: ' ', city: 'x'.repeat(61) },
		'name: it must not be empty; city: it must have 60 characters at most',
	],
	[shareBody, { days: 367 }, 'days: it must be 366 at most'],
	[shareBody, { days: 0.5 }, 'days: it must be a whole number'],
	[createWorkshopBody, {}, 'title: it is missing'],
	[createWorkshopBody, { title: 'A', locale: 'de' }, 'locale: it must be en, zh-CN, es or fr'],
	[createWorkshopBody, { title: 'A', cities: [{ name: '' }] }, 'cities.0.name: it must not be empty'],
	[createWorkshopBody, { title: 'A', cities: [{ name: 5 }] }, 'cities.0: name: it must be a text'],
	[commandBody, { type: 'vote.never' }, 'type: there is no such type'],
	[commandBody, { type: 'timer.start', minutes: 0 }, 'minutes: it must be more than 0'],
	[createWorkshopBody, 'x', 'body: it must be an object'],
])('invalid input is described by its field and bound', (schema, input, sentence) => {
	expect(messageOf(schema, input)).toBe(`Check ${sentence}.`)
})
