import type { ErrorBody, ErrorCode } from '@charrette/shared'
import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import { AppError, ERRORS } from '../errors.ts'
import { ImportRefusedError } from '../import/ImportRefusedError.ts'
import { ImageRefusedError } from '../ports/ImageEncoder.ts'
import { StorageError } from '../ports/StorageError.ts'

/** Turns whatever a route threw into the one shape of error answers. The log gets the cause of what we did not expect. */
export function handleError(log: Logger): ErrorRequestHandler {
	return (error: unknown, request, response, next) => {
		const appError = toAppError(error)
		const { status } = ERRORS[appError.code]
		if (status >= 500 && appError.code !== 'busy')
			log.error({ err: error, method: request.method, code: appError.code }, 'request failed')
		if (response.headersSent) return next(error)
		const { code, reason, message } = appError
		const body: ErrorBody = { error: { code, ...(reason && { reason }), message } }
		response.status(status).json(body)
	}
}

function toAppError(error: unknown): AppError {
	if (error instanceof AppError) return error
	if (error instanceof StorageError) return new AppError('storage_failed')
	if (error instanceof ImportRefusedError) return new AppError(error.reason)
	if (error instanceof ImageRefusedError) return new AppError(error.reason)
	return new AppError(codeOf(error))
}

/** Errors of Express and its body parser carry a status, and some a type. */
function codeOf(error: unknown): ErrorCode {
	if (!(error instanceof Error)) return 'internal'
	if ('type' in error && error.type === 'entity.parse.failed') return 'malformed_json'
	if ('type' in error && error.type === 'entity.too.large') return 'too_large'
	if ('status' in error && typeof error.status === 'number' && error.status < 500) return 'invalid_input'
	return 'internal'
}
