import type { Locale, Workshop } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { loadTexts } from '../i18n/startI18n.ts'
import { hasTexts, textsIn } from '../i18n/texts.ts'

/** The languages of the wall: the workshop's own, then its next one, if it has one. */
export function wallLocales(workshop: Pick<Workshop, 'locale' | 'locales'>): Locale[] {
	return [workshop.locale, ...workshop.locales.filter((locale) => locale !== workshop.locale)].slice(0, 2)
}

/** The desk's texts in each of the wall's languages: nobody at a wall chooses one. Empty until they are fetched. */
export function useWallTexts(workshop: Workshop) {
	const locales = wallLocales(workshop)
	const key = locales.join(' ')
	const [ready, setReady] = useState('')
	useEffect(() => {
		let isWanted = true
		const wanted = key.split(' ') as Locale[]
		Promise.all(wanted.map((locale) => loadTexts(locale, 'desk'))).then(
			() => isWanted && setReady(key),
			// Without its second language the wall still says everything once.
			() => isWanted && setReady(wanted[0] ?? ''),
		)
		return () => {
			isWanted = false
		}
	}, [key])
	return locales
		.filter((locale) => ready.split(' ').includes(locale) && hasTexts(locale, 'desk'))
		.map((locale) => ({ locale, t: textsIn(locale, 'desk') }))
}
