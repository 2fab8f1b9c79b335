import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { tellIssue } from './tellIssue.ts'

/** What came in, as the schema has it. Throws `invalid_input`, which names the fields and never repeats their values. */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
	const { data, error } = schema.safeParse(input, { error: tellIssue })
	if (!error) return data
	const complaints = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
	throw new AppError('invalid_input', `Please check ${complaints.join('; ')}.`)
}
