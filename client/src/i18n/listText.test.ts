import { afterEach, expect, test } from 'vitest'
import { joinParts, listNames } from './listText.ts'
import { currentLanguage } from './useTranslation.ts'

afterEach(() => currentLanguage.set('en'))

test('[LANG4] names are listed, and parts joined, as the language of the interface does', () => {
	const found = ['en', 'zh-CN', 'es', 'fr', 'ar'].map((language) => {
		currentLanguage.set(language)
		return [listNames(['Ana', 'Li', 'Tom']), listNames(['Ana']), joinParts(['Ana', '', false, 'Lima'])]
	})
	expect(found).toEqual([
		['Ana, Li, Tom', 'Ana', 'Ana, Lima'],
		['Ana、Li、Tom', 'Ana', 'Ana，Lima'],
		['Ana, Li y Tom', 'Ana', 'Ana, Lima'],
		['Ana, Li, Tom', 'Ana', 'Ana, Lima'],
		['Ana وLi وTom', 'Ana', 'Ana، Lima'],
	])
})
