#pragma once
#include "FaultMark.h"
#include "FileLease.h"
#include "WallTimer.h"
