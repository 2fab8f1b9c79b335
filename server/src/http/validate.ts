import type { z } from 'zod'
import { AppError } from '../errors.ts'

/** What came in, as the schema has it. Throws `invalid_input`, which names the fields and never repeats their values. */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
	const { data, error } = schema.safeParse(input, { error: describeIssue })
	if (!error) return data
	const complaints = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
	throw new AppError('invalid_input', `Please check ${complaints.join('; ')}.`)
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

/** What is not as it should be with a field, as a sentence with its bound. It never repeats what came in. */
function describeIssue(issue: Issue): string {
	switch (issue.code) {
		case 'invalid_type':
			return issue.input === undefined ? 'it is missing' : `it must be ${KINDS[issue.expected] ?? 'of another kind'}`
		case 'too_small':
			return tellLeast(issue)
		case 'too_big':
			return `it ${measured(issue, issue.maximum)} at most`
		case 'invalid_value':
			return issue.input === undefined ? 'it is missing' : `it must be ${either(issue.values)}`
		case 'unrecognized_keys':
			return `there is no such thing as ${either(issue.keys)} here`
		case 'invalid_union':
			return tellUnion(issue)
		default:
			return 'it does not have the form that is needed'
	}
}

function tellLeast(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
	if (issue.origin === 'number')
		return issue.inclusive ? `it must be ${issue.minimum} at least` : `it must be more than ${issue.minimum}`
	return issue.minimum === 1 ? 'it must not be empty' : `it ${measured(issue, issue.minimum)} at least`
}

function measured({ origin }: { origin: string }, bound: number | bigint): string {
	if (origin === 'string') return `must have ${bound} ${bound === 1 ? 'character' : 'characters'}`
	if (origin === 'array') return `must have ${bound} ${bound === 1 ? 'entry' : 'entries'}`
	return `must be ${bound}`
}

function tellUnion(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
	if (issue.discriminator)
		return issue.input === undefined ? 'it is missing' : `there is no such ${issue.discriminator}`
	// Of several forms that it may have, the one that it has is told of.
	const near = issue.errors.find((found) => found.every(({ path, code }) => path.length > 0 || code !== 'invalid_type'))
	const [first] = near ?? []
	if (!first) return 'it does not have the form that is needed'
	return first.path.length > 0 ? `${first.path.join('.')}: ${first.message}` : first.message
}

function either(options: readonly unknown[]): string {
	const said = options.map(String)
	return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} or ${said.at(-1)}`
}
