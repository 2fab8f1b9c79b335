import { z } from 'zod'
import { withoutContent } from '../domain/errorMessages.ts'
import { LIMITS } from '../domain/limits.ts'

/**
 * `POST /api/client-errors`: an uncaught error of a page (HOST11). `release` is the name of the
 * script that the page began with, `stack` a hash of the places in the program, and `route` the
 * path with `:id` for everything that is not a word of the program.
 */
export const clientErrorBody = z.object({
	release: z.string().regex(/^[\w.-]{1,40}$/),
	message: z
		.string()
		.max(LIMITS.maxErrorMessageLength * 10)
		.transform(withoutContent),
	stack: z.string().regex(/^[0-9a-f]{8}$/),
	route: z.string().regex(/^\/[a-z:/]{0,79}$/),
})
export type ClientError = z.output<typeof clientErrorBody>
