import type { z } from 'zod'
import { AppError } from '../errors.ts'

/**
 * Parses input by a schema. Throws `invalid_input` with the fields and their bounds, never with
 * their values.
 */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
	const { data, error } = schema.safeParse(input, { error: describeIssue })
	if (!error) return data
	const complaints = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
	throw new AppError('invalid_input', `Check ${complaints.join('; ')}.`)
}

type Issue = z.core.$ZodRawIssue

const KINDS: Record<string, string> = {
	string: 'a text',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	array: 'a list',
	object: 'an object',
	record: 'an object',
}

/** Describes what is wrong with a field, without its value. */
function describeIssue(issue: Issue): string {
	switch (issue.code) {
		case 'invalid_type':
			return issue.input === undefined ? 'it is missing' : `it must be ${KINDS[issue.expected] ?? 'of another type'}`
		case 'too_small':
			return describeMinimum(issue)
		case 'too_big':
			return `it ${measured(issue, issue.maximum)} at most`
		case 'invalid_value':
			return issue.input === undefined ? 'it is missing' : `it must be ${either(issue.values)}`
		case 'unrecognized_keys':
			return `unknown field ${either(issue.keys)}`
		case 'invalid_union':
			return describeUnion(issue)
		default:
			return 'it has the wrong format'
	}
}

function describeMinimum(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
	if (issue.origin === 'number')
		return issue.inclusive ? `it must be ${issue.minimum} at least` : `it must be more than ${issue.minimum}`
	return issue.minimum === 1 ? 'it must not be empty' : `it ${measured(issue, issue.minimum)} at least`
}

function measured({ origin }: { origin: string }, bound: number | bigint): string {
	if (origin === 'string') return `must have ${bound} ${bound === 1 ? 'character' : 'characters'}`
	if (origin === 'array') return `must have ${bound} ${bound === 1 ? 'entry' : 'entries'}`
	return `must be ${bound}`
}

function describeUnion(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
	if (issue.discriminator)
		return issue.input === undefined ? 'it is missing' : `there is no such ${issue.discriminator}`
	// The option whose type matches: its issues are about inner fields.
	const closest = issue.errors.find((found) =>
		found.every(({ path, code }) => path.length > 0 || code !== 'invalid_type'),
	)
	const [first] = closest ?? []
	if (!first) return 'it has the wrong format'
	return first.path.length > 0 ? `${first.path.join('.')}: ${first.message}` : first.message
}

function either(options: readonly unknown[]): string {
	const names = options.map(String)
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
