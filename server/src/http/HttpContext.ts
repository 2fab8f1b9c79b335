import type { Request, Response } from 'express'

/** A request and the response to it. */
export interface HttpContext {
	request: Request
	response: Response
}
