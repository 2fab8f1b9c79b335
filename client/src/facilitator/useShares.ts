import type { CreatedShare, Share, ShareBody, ShareId } from '@charrette/shared'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { createShare, endShare, fetchShares } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { createObservable } from '../connection/observable.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from '../ui/Toasts.tsx'

/** The links that this page made, which the server gives once: they outlive the dialog, since one that was not copied is lost for good. */
const createdLinks = createObservable<ReadonlyMap<ShareId, string>>(new Map())

/** What is shared of a workshop, with the links that are known here, how to share more, and how to end it. What fails says why. */
export function useShares(credentials: Credentials) {
	const { t } = useTranslation()
	const showToast = useToast()
	const [shares, setShares] = useState<readonly Share[]>([])
	const links = useSyncExternalStore(createdLinks.subscribe, createdLinks.get)
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
			// One that was made meanwhile may not be among them.
			if (answer && isHere) setShares((made) => [...without(made, answer.shares), ...answer.shares])
		})
		return () => {
			isHere = false
		}
	}, [attempt, credentials])

	const make = async (path: string, wish: ShareBody): Promise<CreatedShare | null> => {
		const made = await attempt(() => createShare(credentials, path, wish))
		if (!made) return null
		createdLinks.set(new Map(createdLinks.get()).set(made.share.id, made.link))
		setShares((before) => [made.share, ...without(before, [made.share])])
		return made
	}
	const end = async (id: ShareId): Promise<Share | null> => {
		const ended = await attempt(() => endShare(credentials, id))
		if (ended) setShares((before) => without(before, [ended]))
		return ended
	}
	return { shares, links, make, end }
}

function without(shares: readonly Share[], others: readonly Share[]): Share[] {
	return shares.filter(({ id }) => others.every((other) => other.id !== id))
}
