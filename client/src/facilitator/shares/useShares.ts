import type { MadeShare, Share, ShareBody, ShareId } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { endShare, failureOf, fetchShares, makeShare } from '../../session/api.ts'
import type { Credentials } from '../../session/credentials.ts'
import { useToast } from '../../ui/ToastProvider.tsx'

/** What is shared of a workshop, how to share more, and how to end it. What fails says why. */
export function useShares(credentials: Credentials) {
	const { t } = useTranslation()
	const showToast = useToast()
	const [shares, setShares] = useState<readonly Share[]>([])
	const attempt = useCallback(
		async <Answer>(work: () => Promise<Answer>): Promise<Answer | null> => {
			try {
				return await work()
			} catch (thrown) {
				showToast(t(`errors.${failureOf(thrown)}`), 'error')
				return null
			}
		},
		[showToast, t],
	)
	useEffect(() => {
		let isHere = true
		attempt(() => fetchShares(credentials)).then((answer) => {
			if (answer && isHere) setShares(answer.shares)
		})
		return () => {
			isHere = false
		}
	}, [attempt, credentials])

	const make = async (path: string, wish: ShareBody): Promise<MadeShare | null> => {
		const made = await attempt(() => makeShare(credentials, path, wish))
		if (made) setShares((before) => [made.share, ...before])
		return made
	}
	const end = async (id: ShareId): Promise<Share | null> => {
		const ended = await attempt(() => endShare(credentials, id))
		if (ended) setShares((before) => before.filter((share) => share.id !== id))
		return ended
	}
	return { shares, make, end }
}
