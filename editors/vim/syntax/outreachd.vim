" Vim syntax of outreachd's rule language, generated from the keyword table (see editors/README.md).
if exists("b:current_syntax")
  finish
endif

" A dotted name, and one with a minus in it, is one word.
syn iskeyword @,48-57,192-255,_,-,.

syn keyword outreachdDeclaration answers budget calendar define event fact feed inhibit journey let outcome quiet route rule score table test touch zone
syn keyword outreachdClause after again escalate expire holdout keep pause per surge task unless when while
syn keyword outreachdType boolean date number text time
syn keyword outreachdModifier each first latest optional strictly yearly
syn keyword outreachdStructure above across add among any as at back before below brings by closed counting deputy due even every except for fri from good group half-life hold if key looking mon of on open ours outside priority rises sat since stage sun theirs thu to tue type unclaimed undone user wed where within
syn keyword outreachdOperator and else in is missing not or present rounded
syn match outreachdOperator /[A-Za-z0-9_.-]\@1<!contains\>/
syn keyword outreachdConstant false now true
syn keyword outreachdFunction average count distinct max min previous seen sum
syn keyword outreachdStep because claimed customer dismissed done escalated expect falls happened heard held missed nothing released silent snoozed until withdrawn
syn keyword outreachdClause say nextgroup=outreachdTemplate skipwhite

syn match outreachdSign /!=\|<=\|>=\|[=<>+*\/]\|[A-Za-z0-9_]\@1<!-/
syn match outreachdNumber /[A-Za-z0-9_.-]\@1<!\d\+\(\.\d\+\)\?\>/
syn match outreachdNumber /[A-Za-z0-9_.-]\@1<!\(\d\+\(w\|d\|h\|min\|s\)\)\+\>/
syn match outreachdTime /[A-Za-z0-9_.-]\@1<!\d\{4}-\d\d-\d\d\(T[0-9:.]\+\(Z\|[+-]\d\d:\d\d\)\)\?/
syn match outreachdTime /[A-Za-z0-9_.-]\@1<!\d\d:\d\d\>/
syn match outreachdName /`[^`]*`/
syn match outreachdEscape contained /\\\(["\\nt{}]\|u{\x\+}\)/
syn region outreachdText oneline start=/"/ skip=/\\./ end=/"/ contains=outreachdEscape
syn region outreachdInnerText contained oneline start=/\\"/ end=/\\"/
syn region outreachdTemplate contained oneline start=/"/ skip=/\\./ end=/"/ contains=outreachdEscape,outreachdBraces
syn region outreachdBraces contained oneline matchgroup=outreachdBrace start=/{/ end=/}/ contains=outreachdDeclaration,outreachdClause,outreachdType,outreachdModifier,outreachdStructure,outreachdOperator,outreachdConstant,outreachdFunction,outreachdStep,outreachdText,outreachdInnerText,outreachdName,outreachdNumber,outreachdTime,outreachdSign
syn match outreachdComment /#.*$/ contains=@Spell

hi def link outreachdDeclaration Statement
hi def link outreachdClause Keyword
hi def link outreachdType Type
hi def link outreachdModifier StorageClass
hi def link outreachdStructure Keyword
hi def link outreachdOperator Operator
hi def link outreachdConstant Boolean
hi def link outreachdFunction Function
hi def link outreachdStep Keyword
hi def link outreachdComment Comment
hi def link outreachdText String
hi def link outreachdTemplate String
hi def link outreachdInnerText String
hi def link outreachdEscape SpecialChar
hi def link outreachdName Identifier
hi def link outreachdNumber Number
hi def link outreachdTime Constant
hi def link outreachdSign Operator
hi def link outreachdBrace Delimiter

let b:current_syntax = "outreachd"
